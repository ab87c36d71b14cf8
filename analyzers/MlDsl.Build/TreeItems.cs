using System.Globalization;
using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>How the project wants the trees of a model packed: the metadata <c>Trees</c> of its item.</summary>
internal static class TreeItems
{
    /// <summary>What nothing needs to be written for.</summary>
    public const string Fast = "Fast";

    private const string Metadata = "Trees";
    private static readonly string[] Words = [Fast, "Compact", "Leaves16", "Leaves8"];

    /// <summary>The word; null where the item asks for what there is not, which is told.</summary>
    public static string? Asked(IBuildEngine engine, ITaskItem model)
    {
        string name = model.GetMetadata(ModelItems.ModelName), file = model.GetMetadata(ModelItems.FullPath), given = model.GetMetadata(Metadata);
        string? asked = given.Length == 0 ? Fast : Words.FirstOrDefault(word => model.Is(Metadata, word));
        if (asked is null)
        {
            engine.Error("MLD2074", file, $"'{name}' has Trees=\"{given}\" on its MlModel item; write Fast, Compact, Leaves16 or Leaves8, or leave it out for Fast");
            return null;
        }
        if (asked != Fast && model.Is(ModelItems.Backend, "runtime"))
        {
            engine.Error("MLD2075", file, $"'{name}' has Trees=\"{given}\" on its MlModel item, and Backend=\"Runtime\": ONNX Runtime runs the file as it is; remove one of them");
            return null;
        }
        return asked;
    }

    /// <summary>Says how far rounded leaves may move a sum.</summary>
    public static void Tell(IBuildEngine engine, ITaskItem model, bool isNew)
    {
        PlanHead now = PlanHead.Read(model.GetMetadata(ModelItems.Plan));
        if (now.Trees == Fast) return;
        string name = model.GetMetadata(ModelItems.ModelName);
        string leaves = now.TreeError > 0 ? $"leaves of {(now.Trees == "Leaves8" ? 8 : 16)} bits, which move no sum of leaves by more than {AtMost(now.TreeError)}" : "leaves as they are";
        engine.Say($"MlDsl: '{name}' has compact trees with {leaves}", isNew ? MessageImportance.High : MessageImportance.Normal);
    }

    /// <summary>Four digits, of which the last is rounded up: a bound that is told is one.</summary>
    internal static string AtMost(double bound)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(bound)) - 3), told = Math.Ceiling(bound / unit) * unit;
        string text = told.ToString("G4", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) >= bound ? text : (told + unit).ToString("G4", CultureInfo.InvariantCulture);
    }
}
