using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>The MSBuild task that says which files are models, how the project calls them, and where what is made of them goes.</summary>
public sealed class ResolveModels : ITask
{
    /// <summary>The <c>MlModel</c> items.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Files that may be models of trees: those that begin like one are.</summary>
    public ITaskItem[] Candidates { get; set; } = [];

    [Required]
    public string ProjectFolder { get; set; } = "";

    [Required]
    public string ManifestFolder { get; set; } = "";

    /// <summary>The models, with their names and the paths of manifest, plan and weights.</summary>
    [Output]
    public ITaskItem[] Resolved { get; set; } = [];

    public IBuildEngine BuildEngine { get; set; } = null!;

    public ITaskHost HostObject { get; set; } = null!;

    public bool Execute()
    {
        var named = new HashSet<string>(Models.Select(static m => m.GetMetadata(ModelItems.FullPath)), StringComparer.Ordinal);
        ITaskItem[] trees = [.. Candidates.Where(candidate => !named.Contains(candidate.GetMetadata(ModelItems.FullPath)) && TreeFile.Begins(candidate.GetMetadata(ModelItems.FullPath)))];
        foreach (ITaskItem tree in trees) tree.Set(ModelItems.IsDefault, "true");
        Resolved = [.. Models, .. trees];
        foreach (ITaskItem model in Resolved) Describe(model);
        return true;
    }

    private void Describe(ITaskItem model)
    {
        string name = Name(model), safe = ModelNames.Safe(name), made = Path.Combine(ManifestFolder, safe);
        model.Set(ModelItems.ModelName, name);
        model.Set(ModelItems.SafeName, safe);
        model.Set(ModelItems.Manifest, made + ".manifest");
        model.Set(ModelItems.Plan, made + ".plan");
        model.Set(ModelItems.Weights, made + ".weights");
    }

    // A model outside the project folder is called by its Link, or by its file name.
    private string Name(ITaskItem model)
    {
        if (model.GetMetadata(ModelItems.Link) is { Length: > 0 } link) return link.Replace('\\', '/');
        string file = model.GetMetadata(ModelItems.FullPath), folder = Path.GetFullPath(ProjectFolder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        string name = file.StartsWith(folder, StringComparison.Ordinal) ? file.Substring(folder.Length) : Path.GetFileName(file);
        return Path.DirectorySeparatorChar == '\\' ? name.Replace('\\', '/') : name;
    }
}
