using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.DatasetCode;

/// <summary>Prints what MlDsl adds to a row type: reader, input, feature code, learned state.</summary>
internal static class DatasetEmitter
{
    public static string Emit(FeaturedDataset plan)
    {
        var writer = new SourceWriter();
        TypeDeclaration type = plan.Dataset.Type;
        type = type with { Pragmas = type.Pragmas.Concat(plan.Features.SelectMany(static f => f.Pragmas)).Distinct().ToEquatable() };
        using (type.Open(writer, Interfaces(plan.Dataset), Attribute(plan)))
        {
            RowSection.Write(writer, plan);
            InteractionSection.Write(writer, plan.Dataset);
            PastSection.Write(writer, plan.Dataset);
            WindowSection.Write(writer, plan.Dataset);
            JoinSection.Write(writer, plan.Dataset);
            ContractSection.Write(writer, plan.Dataset);
            writer.Line();
            FeatureSection.Write(writer, plan);
            writer.Line();
            ValuesSection.Write(writer, plan);
            writer.Line();
            VisitSection.Write(writer, plan);
            writer.Line();
            InputSection.Write(writer, plan);
            writer.Line();
            JsonSection.Write(writer, plan);
            writer.Line();
            LearnedSection.Write(writer, plan);
            writer.Line();
            LearnerSection.Write(writer, plan);
        }
        return writer.ToString();
    }

    // What CompiledFeatures reads in an assembly that references this one.
    private static string? Attribute(FeaturedDataset plan)
    {
        var entries = plan.Features.SelectMany(static f => f.Features.Select(feature => $"{f.Class}.{feature.Method}={feature.Body}")).ToList();
        return entries.Count == 0 ? null : $"global::System.Reflection.AssemblyMetadata({Literals.Text(CompiledFeatures.Key + plan.Dataset.Type.FullName)}, {Literals.Text(string.Join(";", entries))})";
    }

    private static IEnumerable<string> Interfaces(DatasetSpec dataset)
    {
        string self = dataset.Type.Identifier;
        yield return FeatureRow(self);
        foreach (string label in dataset.LabelTypes()) yield return $"{Names.Root}.ILabeledRow<{self}, {label}>";
        if (dataset.Windows is not null) yield return $"{Names.Root}.IWindowedRow<{self}>";
        foreach (string other in dataset.Joins.Select(static j => j.Other.Type).Distinct()) yield return JoinSection.Contract(self, other);
        bool isTimed = dataset.With(ColumnRole.EventTime) is not null;
        if (InteractionSection.Contract(dataset) is { } interactions)
        {
            yield return interactions;
            yield return $"{Names.Root}.IInteractionRows";
            // Without a time there is no split that does not leak.
            if (!isTimed) yield break;
        }
        yield return Marker(dataset.With(ColumnRole.Group) is not null, isTimed);
    }

    /// <summary>The interface that says how rows may be split.</summary>
    public static string Marker(bool isGrouped, bool isTimed) => (isGrouped, isTimed) switch
    {
        (true, true) => $"{Names.Root}.IGroupedTimedRows",
        (true, false) => $"{Names.Root}.IGroupedRows",
        (false, true) => $"{Names.Root}.ITimedRows",
        _ => $"{Names.Root}.IIndependentRows",
    };

    /// <summary>The interface of rows that give features, closed over the types of the row <paramref name="self"/>.</summary>
    public static string FeatureRow(string self) => $"{Names.Root}.IFeatureRow<{self}, {self}.Input>";
}
