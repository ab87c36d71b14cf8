using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>The MSBuild task: model files to the text manifests that the generator reads.</summary>
public sealed class WriteModelManifests : ITask
{
    /// <summary>The model files; their metadata <c>Manifest</c> is the file to write, <c>ModelName</c> how the project calls them.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    public IBuildEngine BuildEngine { get; set; } = null!;

    public ITaskHost HostObject { get; set; } = null!;

    public bool Execute()
    {
        bool succeeded = true;
        foreach (ITaskItem model in Models) succeeded &= Write(model.GetMetadata("FullPath"), model.GetMetadata("ModelName"), model.GetMetadata("Manifest"));
        return succeeded;
    }

    private bool Write(string file, string name, string manifest)
    {
        name = name.Replace('\\', '/');
        try
        {
            Replace(manifest, ModelFile.Describe(file, name, Warn));
            BuildEngine.LogMessageEvent(new BuildMessageEventArgs($"MlDsl read '{name}' into '{manifest}'", "", nameof(WriteModelManifests), MessageImportance.Low));
            return true;
        }
        catch (ModelFileException e)
        {
            return Fail(e.Code, e.File, e.Message, manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return Fail("MLD2054", file, $"'{name}' cannot be turned into a manifest: {e.Message}", manifest);
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

    // Without its manifest a broken model is looked at again by the next build, whatever its time stamp says.
    private bool Fail(string code, string file, string message, string manifest)
    {
        try
        {
            File.Delete(manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            message += $"; the old manifest stays: {e.Message}";
        }
        BuildEngine.LogErrorEvent(new BuildErrorEventArgs("MlDsl", code, file, 0, 0, 0, 0, message, "", nameof(WriteModelManifests)));
        return false;
    }

    private void Warn(ModelFileException e) =>
        BuildEngine.LogWarningEvent(new BuildWarningEventArgs("MlDsl", e.Code, e.File, 0, 0, 0, 0, e.Message, "", nameof(WriteModelManifests)));
}
