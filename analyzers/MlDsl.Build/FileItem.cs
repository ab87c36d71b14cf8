using System.Collections;
using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>An item that a task makes; MSBuild takes its texts as they are.</summary>
internal sealed class FileItem(string path, Dictionary<string, string> metadata) : ITaskItem
{
    public string ItemSpec { get; set; } = path;

    public ICollection MetadataNames => metadata.Keys;

    public int MetadataCount => metadata.Count;

    public string GetMetadata(string metadataName) =>
        metadataName == ModelItems.FullPath ? Path.GetFullPath(ItemSpec) : metadata.TryGetValue(metadataName, out string? value) ? value : "";

    public void SetMetadata(string metadataName, string metadataValue) => metadata[metadataName] = metadataValue;

    public void RemoveMetadata(string metadataName) => metadata.Remove(metadataName);

    public void CopyMetadataTo(ITaskItem destinationItem)
    {
        foreach (var pair in metadata) destinationItem.SetMetadata(pair.Key, pair.Value);
    }

    public IDictionary CloneCustomMetadata() => new Dictionary<string, string>(metadata);
}
