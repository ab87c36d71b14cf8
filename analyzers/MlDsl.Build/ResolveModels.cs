using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>The MSBuild task that says which files are models, how the project calls them, and where what is made of them goes.</summary>
public sealed class ResolveModels : ITask
{
    /// <summary>The <c>MlModel</c> items.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Files that may be models of trees or of ML.NET: those that look like one are.</summary>
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
        // What the project file names may lie in the folder of models, too: then its own metadata counts.
        List<ITaskItem> models = [.. Models.OrderBy(static m => m.Is(ModelItems.IsDefault, "true")).GroupBy(File).Select(static same => same.First())];
        var named = new HashSet<string>(models.Select(File), StringComparer.Ordinal);
        foreach (ITaskItem tree in Candidates.Where(candidate => !named.Contains(File(candidate)) && (MlNetFile.Ends(File(candidate)) || TreeFile.Begins(File(candidate)))))
        {
            tree.Set(ModelItems.IsDefault, "true");
            models.Add(tree);
        }
        Resolved = [.. models];
        foreach (ITaskItem model in Resolved) Describe(model);
        return true;
    }

    private static string File(ITaskItem item) => item.GetMetadata(ModelItems.FullPath);

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
        string file = File(model), folder = Path.GetFullPath(ProjectFolder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        string name = file.StartsWith(folder, StringComparison.Ordinal) ? file.Substring(folder.Length) : Path.GetFileName(file);
        return Path.DirectorySeparatorChar == '\\' ? name.Replace('\\', '/') : name;
    }
}
