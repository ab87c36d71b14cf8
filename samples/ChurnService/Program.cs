using ChurnService;

// `-- check` compares the compiled graph with the model and ends; without it the service waits for questions.
if (args is ["check"]) return Parity.Check();
await Service.Make(args).RunAsync();
return 0;
