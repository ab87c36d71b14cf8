using Microsoft.CodeAnalysis;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>Manifests as the build writes them for a file that MlDsl exported.</summary>
internal static class Exported
{
    /// <summary>What the file says of the data set <paramref name="row"/> in <paramref name="trained"/>: its columns and feature methods.</summary>
    public static string Schema(string trained, string row)
    {
        INamedTypeSymbol input = CSharp.Compile(trained).GetTypeByMetadataName(row)!;
        DatasetPlan plan = RecordReader.Read(input, OnnxNames.Input, isInput: true, default).Plan!;
        return Fact("mldsl.schema.columns", string.Join('\n', plan.Dataset.Columns.Select(static c => c.Canonical))) + "\n"
            + Fact("mldsl.schema.features", string.Join('\n', plan.Features.SelectMany(static f => f.Features).Select(static f => f.Canonical)));
    }

    /// <summary>An entry of the metadata.</summary>
    public static string Fact(string key, string value) =>
        $"metadata \"{key}\" \"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
