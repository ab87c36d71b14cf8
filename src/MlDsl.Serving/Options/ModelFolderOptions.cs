namespace MlDsl.Serving;

/// <summary>How the models of a folder are served, each under the name of its file.</summary>
public sealed class ModelFolderOptions
{
    /// <summary>The folder. Each <c>*.mldsl</c> file in it is a model; one that comes is added, one that goes is taken away.</summary>
    public string? Folder { get; set; }

    /// <summary>What holds for each of them; <see cref="ServingOptions.File"/>, <see cref="ServingOptions.Name"/> and <see cref="ServingOptions.Golden"/> are not looked at.</summary>
    public ServingOptions Each { get; } = new();
}
