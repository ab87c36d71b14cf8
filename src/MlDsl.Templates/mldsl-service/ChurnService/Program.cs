using ChurnService;

await Service.Make(args).RunAsync();
