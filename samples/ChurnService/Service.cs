namespace ChurnService;

/// <summary>The service: a model behind HTTP. Its program and its tests start the same one.</summary>
public static class Service
{
    /// <summary>
    /// Made and not yet started. The setting <c>Models</c> (the variable <c>Models</c> of a container) names the folder of the model file and its golden rows;
    /// without it they lie beside the program.
    /// </summary>
    public static WebApplication Make(params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        string folder = builder.Configuration["Models"] ?? Path.Combine(AppContext.BaseDirectory, "Models");
        builder.Services.AddModel<ChurnModel>(o =>
        {
            o.Name = "churn";
            o.File = Path.Combine(folder, "churn.mldsl");
            o.Golden = Path.Combine(folder, "churn.jsonl");
        });
        WebApplication app = builder.Build();
        app.MapModel<ChurnModel>("/churn");
        app.MapOpenInference();
        app.MapModelHealth("/health");
        return app;
    }
}
