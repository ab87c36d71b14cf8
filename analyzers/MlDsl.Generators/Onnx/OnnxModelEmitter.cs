using MlDsl.Build;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Prints an adapter.</summary>
internal static class OnnxModelEmitter
{
    /// <summary>The member that names the classes of an ML.NET model's scores.</summary>
    public const string Labels = "Labels";

    public static string Emit(OnnxModelSpec spec)
    {
        var writer = new SourceWriter();

        // The build copies the files of such models, and no others, beside the application.
        string? mark = spec.Plan is null ? $"global::System.Reflection.AssemblyMetadata({Literals.Text(RuntimeModels.Key)}, {Literals.Text(spec.Path)})" : null;
        using (spec.Type.Open(writer, ["global::System.IDisposable"], mark))
        {
            if (spec.Labels.Count > 0)
            {
                writer.Line("/// <summary>The classes that <c>Score</c> has an item for, in their order.</summary>");
                writer.Line($"public static global::System.Collections.Generic.IReadOnlyList<string> {Labels} {{ get; }} = [{string.Join(", ", spec.Labels.Select(static label => Literals.Text(label)))}];");
                writer.Line();
            }
            RowWants? rows = RowRoute.Of(spec);
            if (rows is not null && spec.Scorer is { } bound) WriteRows(writer, spec, bound, rows);
            else WriteTensors(writer, spec, rows);
        }
        return writer.ToString();
    }

    private static void WriteRows(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer, RowWants rows)
    {
        LoadSection.WriteRows(writer, spec, rows);
        writer.Line();
        ScorerRowSection.Write(writer, spec, scorer, rows);
    }

    private static void WriteTensors(SourceWriter writer, OnnxModelSpec spec, RowWants? rows)
    {
        LoadSection.Write(writer, spec, rows);
        writer.Line();
        if (spec.Scorer is { } scorer)
        {
            ScorerSection.Write(writer, spec, scorer);
        }
        else
        {
            RunSection.Write(writer, spec);
            writer.Line();
            InputSection.Write(writer, spec);
            writer.Line();
            OutputSection.Write(writer, spec);
        }
        if (spec.Plan is not { } plan) return;
        writer.Line();
        GraphSection.Write(writer, plan, rows);
    }

    /// <summary>How a documentation comment speaks of a value of the graph.</summary>
    public static string Describe(OnnxValue value) => Literals.Xml($"{value.Name}: {value.Type}");
}
