using Microsoft.CodeAnalysis;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Models;

/// <summary>What is said about training on a type that is no model, and so says nothing: a trainer, a calibration, intervals, ranges to search.</summary>
internal static class NoModel
{
    /// <summary>Tells of each such attribute of <paramref name="type"/>, which is not marked as a model.</summary>
    public static void Check(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (!IsOfModels(attribute)) continue;
            // The compiler has told of an attribute that it does not know, such as [Model] without its types.
            if (type.GetAttributes().Any(static a => a.AttributeClass is null or { TypeKind: TypeKind.Error })) return;
            report(Diagnostic.Create(
                ModelRules.NoModel, attribute.Place(type, cancellation), Trainers.NameOf(attribute.AttributeClass!), type.Name, Advice(type)));
        }
    }

    private static bool IsOfModels(AttributeData attribute) =>
        attribute.Is(Names.Calibrate) || attribute.Is(Names.Intervals) || attribute.Is(Names.Search) || attribute.Is(Names.Series) || attribute.AttributeClass?.Find(Names.Trainer) is not null;

    private static string Advice(INamedTypeSymbol type)
    {
        if (type.IsDataset()) return $"which is a data set; move it to the class marked [Model<{type.Name}, …>]";
        if (type.Find(Names.Features)?.AttributeClass?.TypeArguments is [var row]) return $"which has features; move it to the class marked [Model<{row.Name}, …>]";
        if (type.Find(OnnxNames.OnnxModel) is not null || type.Find(OnnxNames.TreeModel) is not null)
            return "which runs a model that is trained already; remove it";
        return "which is no model; mark the class [Model<TRow, TTask>], or remove it";
    }
}
