using MlDsl.Build.Text;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetGraphs;
using MlDsl.Compiler.MlNetSteps;
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
        var text = new ManifestText(name, sha256, bytes);
        if (file is null) return text.ToString();
        text.Line($"metadata \"mlnet.schema\" \"{(file.Model.HasSchema ? "saved" : "trained")}\"");
        foreach (DataViewColumn column in file.Model.Schema) text.Line($"metadata \"mlnet.column\" {Quoted.Text(column.Name)}");
        var engine = MlNetEngineColumns.Of(file.Model);
        foreach (string read in engine.Read) text.Line($"metadata \"mlnet.read\" {Quoted.Text(read)}");
        foreach (DataViewColumn column in file.Model.Schema)
            if (column.Type is { } type && engine.Typed.Contains(column.Name)) text.Line($"metadata {Quoted.Text($"mlnet.type.{column.Name}")} {Quoted.Text(type.ToString())}");
        foreach (string given in engine.Given) text.Line($"metadata \"mlnet.given\" {Quoted.Text(given)}");
        if (file.Model.Steps.OfType<PredictStep>().LastOrDefault()?.LabelColumn is { } label) text.Line($"metadata \"mlnet.label\" {Quoted.Text(label)}");
        if (file.Graph is null && !file.Model.HasSchema && file.Model.Steps.OfType<RefusedStep>().FirstOrDefault() is { } unknown)
        {
            text.Line($"metadata \"mlnet.unknown\" {Quoted.Text(unknown.Place)}");
            foreach (string later in engine.Later)
                if (file.Model.Schema.All(column => column.Name != later)) text.Line($"metadata \"mlnet.later\" {Quoted.Text(later)}");
        }
        if (file.Refusal.Length > 0) text.Line($"metadata \"mlnet.refused\" {Quoted.Text(file.Refusal)}");
        foreach (ContractColumn input in file.Contract?.Inputs ?? []) Column("input", input);
        foreach (ContractColumn output in file.Contract?.Outputs ?? []) Column("output", output);
        foreach (ContractColumn output in file.Contract?.Outputs ?? [])
            if (output.Labels.Count > 0) text.Line($"classes {Quoted.Text(output.Name)} {string.Join(" ", output.Labels.Select(Quoted.Text))}");
        return text.ToString();

        void Column(string kind, ContractColumn column)
        {
            ColumnType type = column.Type;
            text.Line($"{kind} {Quoted.Text(column.Name)} tensor({Elements.Name(type.Element)})[\"batch\", {type.Items}]");
            if (kind == "output") text.Line($"metadata {Quoted.Text($"mlnet.type.{column.Name}")} {Quoted.Text(type.ToString())}");
            if (type.KeyCount is { } count) text.Line($"metadata {Quoted.Text($"mlnet.keys.{column.Name}")} \"{count}\"");
        }
    }
}
