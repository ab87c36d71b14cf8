using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>The MSBuild task: model files to the text manifests that the generator reads.</summary>
public sealed class WriteModelManifests : ITask
{
    /// <summary>The model files, as <see cref="ResolveModels"/> describes them.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>This assembly: what another one wrote is written again.</summary>
    public string Assembly { get; set; } = "";

    /// <summary>The other files in which weights lie: <c>ModelName</c> is their model, <c>TargetPath</c> their place beside the application.</summary>
    [Output]
    public ITaskItem[] Weights { get; set; } = [];

    public IBuildEngine BuildEngine { get; set; } = null!;

    public ITaskHost HostObject { get; set; } = null!;

    public bool Execute()
    {
        bool succeeded = true;
        foreach (ITaskItem model in Models) succeeded &= Update(model);
        Weights = [.. Models.SelectMany(WeightsOf)];
        return succeeded;
    }

    private static IEnumerable<FileItem> WeightsOf(ITaskItem model)
    {
        string file = model.GetMetadata(ModelItems.FullPath), name = model.GetMetadata(ModelItems.ModelName), folder = name.Substring(0, name.LastIndexOf('/') + 1);
        return WeightFiles.Of(model.GetMetadata(ModelItems.Manifest)).Select(place => new FileItem(ModelHash.Path(file, place), new()
        {
            [ModelItems.ModelName] = name,
            ["TargetPath"] = folder + place,
            ["CopyToOutputDirectory"] = model.GetMetadata("CopyToOutputDirectory"),
        }));
    }

    private bool Update(ITaskItem model)
    {
        string file = model.GetMetadata(ModelItems.FullPath), manifest = model.GetMetadata(ModelItems.Manifest);
        IEnumerable<string> inputs = WeightFiles.Of(manifest).Select(place => ModelHash.Path(file, place));
        bool isGood = ModelItems.IsCurrent(manifest, [file, file + ".manifest", Assembly, .. inputs]) && inputs.All(File.Exists) && !ModelDescription.IsFault(manifest);
        return isGood || Write(model, file, model.GetMetadata(ModelItems.ModelName), manifest);
    }

    private bool Write(ITaskItem model, string file, string name, string manifest)
    {
        try
        {
            Replace(manifest, ModelDescription.Describe(file, name, e => BuildEngine.Warning(e.Code, e.File, e.Message)));
            BuildEngine.Say($"MlDsl read '{name}' into '{manifest}'", MessageImportance.Low);
            if (ManifestNames.Changes(manifest) is { Length: > 0 } changes) BuildEngine.Say($"MlDsl: of '{name}', {changes}", MessageImportance.Normal);
            return true;
        }
        catch (ModelProblemException e)
        {
            return Fail(model, e.Code, e.File, e.Message, manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return Fail(model, "MLD2054", file, $"'{name}' cannot be turned into a manifest: {e.Message}", manifest);
        }
    }

    // Readers see the old text or the new one, never half of it.
    private static void Replace(string manifest, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(manifest))!);
        string draft = $"{manifest}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(draft, text);
            if (File.Exists(manifest)) File.Replace(draft, manifest, null);
            else File.Move(draft, manifest);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // A file that only lies in the folder of models ends no build; a class that names it is told the reason by the compiler. What the
    // project file names is meant, and without its manifest it is looked at again by the next build, whatever its time stamp says.
    private bool Fail(ITaskItem model, string code, string file, string message, string manifest)
    {
        try
        {
            if (model.Is(ModelItems.IsDefault, "true"))
            {
                Replace(manifest, ManifestWriter.WriteFault(model.GetMetadata(ModelItems.ModelName), message));
                BuildEngine.Warning(code, file, message);
                return true;
            }
            File.Delete(manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            message += $"; the old manifest stays: {e.Message}";
        }
        BuildEngine.Error(code, file, message);
        return false;
    }
}
