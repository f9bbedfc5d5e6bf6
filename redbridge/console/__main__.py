from redbridge.console.main import main

main()
