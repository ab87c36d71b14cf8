using Microsoft.Extensions.Hosting;

namespace MlDsl.Serving;

/// <summary>All models of a service by their names, those of folders among them. What a request names is looked up here and nowhere else.</summary>
internal sealed class InferenceModels(IEnumerable<ServedModel> models, IEnumerable<ModelFolder> folders, IHostApplicationLifetime lifetime)
{
    private readonly ServedModel[] models = [.. models];
    private readonly ModelFolder[] folders = [.. folders];

    /// <summary>Whether the service is told to stop.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>The longest body that any of them takes, in bytes.</summary>
    public int MaxBodyBytes => models.Select(static m => m.Options.MaxBodyBytes).Concat(folders.Select(static f => f.Options.Each.MaxBodyBytes)).Max();

    /// <summary>Whether every model that is required answers, of a folder one if it has any, and the service is not told to stop.</summary>
    public bool IsReady => !IsStopping
        && Array.TrueForAll(models, static m => m.IsReady || !m.Options.IsRequired)
        && Array.TrueForAll(folders, static f => f.Models is not { Count: > 0 } all ? f.Problem is null : all.Any(static m => m.IsReady));

    /// <summary>The model of a name; null where there is none.</summary>
    public ServedModel? Find(string name)
    {
        foreach (ServedModel model in models)
            if (model.Name == name) return model;
        foreach (ModelFolder folder in folders)
            if (folder.Find(name) is { } model) return model;
        return null;
    }
}
