using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>The metadata of <c>MlModel</c> items, and when what was made of one is still good.</summary>
internal static class ModelItems
{
    public const string ModelName = "ModelName", SafeName = "SafeName", Manifest = "Manifest", Plan = "Plan", Weights = "Weights", IsDefault = "IsDefault", Link = "Link", FullPath = "FullPath", Backend = "Backend";

    /// <summary>Sets metadata to a text that may hold any sign; MSBuild would else read some of them as its own.</summary>
    public static void Set(this ITaskItem item, string name, string text)
    {
        if (item is ITaskItem2 literal) literal.SetMetadataValueLiteral(name, text);
        else item.SetMetadata(name, text);
    }

    public static bool Is(this ITaskItem item, string name, string value) => string.Equals(item.GetMetadata(name), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the output is there and no older than any of the inputs that are.</summary>
    public static bool IsCurrent(string output, IEnumerable<string> inputs)
    {
        if (!File.Exists(output)) return false;
        DateTime written = File.GetLastWriteTimeUtc(output);
        return inputs.All(input => !File.Exists(input) || File.GetLastWriteTimeUtc(input) <= written);
    }
}
