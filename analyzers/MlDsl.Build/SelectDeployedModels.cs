using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>
/// The MSBuild task that says which files go beside the application: those of models that ONNX Runtime or ML.NET runs, with the files that hold their
/// weights. A model that was compiled into the assembly needs none.
/// </summary>
public sealed class SelectDeployedModels : ITask
{
    /// <summary>The models, as <see cref="ResolveModels"/> describes them.</summary>
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>The files of weights, as <see cref="WriteModelManifests"/> gives them.</summary>
    public ITaskItem[] WeightFiles { get; set; } = [];

    /// <summary>The project's own files: what it copies itself is not copied twice.</summary>
    public ITaskItem[] ProjectFiles { get; set; } = [];

    /// <summary>The assembly that was compiled.</summary>
    public string Assembly { get; set; } = "";

    /// <summary>The files to copy, with their <c>TargetPath</c>.</summary>
    [Output]
    public ITaskItem[] Deployed { get; set; } = [];

    public IBuildEngine BuildEngine { get; set; } = null!;

    public ITaskHost HostObject { get; set; } = null!;

    public bool Execute()
    {
        var own = new HashSet<string>(ProjectFiles.Where(IsCopied).Select(static f => f.GetMetadata(ModelItems.FullPath)), StringComparer.Ordinal);
        byte[]? assembly = File.Exists(Assembly) ? File.ReadAllBytes(Assembly) : null;
        var names = new HashSet<string>(Models.Where(model => Runs(model, assembly)).Select(static m => m.GetMetadata(ModelItems.ModelName)), StringComparer.Ordinal);
        Deployed =
        [
            .. Models.Concat(WeightFiles).Where(file => names.Contains(file.GetMetadata(ModelItems.ModelName)) && File.Exists(file.GetMetadata(ModelItems.FullPath)) && !own.Contains(file.GetMetadata(ModelItems.FullPath)))
                .GroupBy(static file => file.GetMetadata(ModelItems.FullPath)).Select(static same => same.First()),
        ];
        foreach (ITaskItem file in Deployed)
        {
            if (file.GetMetadata("TargetPath").Length == 0) file.Set("TargetPath", file.GetMetadata(ModelItems.ModelName));
            if (file.GetMetadata("CopyToOutputDirectory").Length == 0) file.Set("CopyToOutputDirectory", "PreserveNewest");
            if (file.GetMetadata("CopyToPublishDirectory").Length == 0) file.Set("CopyToPublishDirectory", file.GetMetadata("CopyToOutputDirectory"));
        }
        return true;
    }

    // CopyModel decides where it is set; of an assembly that is not there nothing is known.
    private static bool Runs(ITaskItem model, byte[]? assembly)
    {
        bool isOnnx = model.Is("Extension", ".onnx");
        if ((!isOnnx && !ModelRunner.IsMlNet(model)) || model.Is("CopyModel", "false")) return false;
        return model.Is("CopyModel", "true") || (assembly is null ? isOnnx : RuntimeModels.IsMarked(assembly, model.GetMetadata(ModelItems.ModelName)));
    }

    private static bool IsCopied(ITaskItem file) => file.GetMetadata("CopyToOutputDirectory") is { Length: > 0 } copy && !copy.Equals("Never", StringComparison.OrdinalIgnoreCase);
}
