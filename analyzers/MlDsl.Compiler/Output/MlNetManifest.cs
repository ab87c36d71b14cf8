using System.Globalization;
using System.Text;
using MlDsl.Build.Text;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetGraphs;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;

namespace MlDsl.Compiler.Output;

/// <summary>The contract of an ML.NET model in the form of the manifests that are written of ONNX files.</summary>
internal static class MlNetManifest
{
    /// <param name="name">The path by which the project knows the file.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="file">The model; null for a file that is none.</param>
    public static string Write(string name, string sha256, long bytes, MlNetModelFile? file)
    {
        var text = new StringBuilder();
        Line($"mldsl-manifest 1");
        Line($"model {Quoted.Text(name)}");
        Line($"sha256 {sha256}");
        Line($"bytes {bytes}");
        if (file is null) return text.ToString();
        Line($"metadata \"mlnet.schema\" \"{(file.Model.HasSchema ? "saved" : "trained")}\"");
        foreach (DataViewColumn column in file.Model.Schema) Line($"metadata \"mlnet.column\" {Quoted.Text(column.Name)}");
        foreach (ContractColumn input in file.Graph?.Inputs ?? []) Column("input", input);
        foreach (ContractColumn output in file.Graph?.Outputs ?? []) Column("output", output);
        foreach (ContractColumn output in file.Graph?.Outputs ?? [])
            if (output.Labels.Count > 0) Line($"classes {Quoted.Text(output.Name)} {string.Join(" ", output.Labels.Select(Quoted.Text))}");
        return text.ToString();

        void Column(string kind, ContractColumn column)
        {
            ColumnType type = column.Type;
            Line($"{kind} {Quoted.Text(column.Name)} tensor({Elements.Name(type.Element)})[\"batch\", {type.Items}]");
            if (type.KeyCount is { } count) Line($"metadata {Quoted.Text($"mlnet.keys.{column.Name}")} \"{count}\"");
        }

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
