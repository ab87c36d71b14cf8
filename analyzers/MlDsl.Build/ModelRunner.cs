using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>What runs the models of a kind that are not compiled.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Package">The package that brings it.</param>
/// <param name="Presence">What of the project brings it; empty where nothing does.</param>
internal sealed record ModelRunner(string Name, string Package, string Presence)
{
    public bool IsPresent => Presence.Length > 0;

    public string Word => IsPresent ? "present" : "absent";

    public string Cause => IsPresent ? $"{Name} is referenced ({Presence})" : $"{Name} is not referenced";

    /// <summary>Whether ML.NET runs the model.</summary>
    public static bool IsMlNet(ITaskItem model) => model.Is("Extension", ".zip") || model.Is("Extension", ".mlnet");
}
