using System.Globalization;
using System.Text;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Output;

/// <summary>The contract of a tree library's model in the form of the manifests that are written of ONNX files.</summary>
internal static class TreeManifest
{
    /// <param name="name">The path by which the project knows the file.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="file">The model; null for a file that is none.</param>
    public static string Write(string name, string sha256, long bytes, TreeModelFile? file)
    {
        var text = new StringBuilder();
        Line($"mldsl-manifest 1");
        Line($"model {Quoted.Text(name)}");
        Line($"sha256 {sha256}");
        Line($"bytes {bytes}");
        if (file is null) return text.ToString();

        TreeModel model = file.Model;
        TreeModelColumns columns = file.Columns;
        string element = Elements.Name(columns.Element);
        int outputs = model.Ensemble.OutputCount;
        Line($"metadata \"main_output\" \"{TreeModelColumns.Prediction}\"");
        Line($"metadata \"objective\" {Quoted.Text(model.Objective)}");
        if (file.Whole is not null) Line($"metadata \"best_iterations\" \"{model.Iterations} of {model.SavedIterations}\"");
        if (columns.Plain.Count > 0) Line($"input \"{TreeModelColumns.Features}\" tensor({element})[\"batch\", {columns.Plain.Count}]");
        foreach (CategoryTable table in columns.Tables)
        {
            Line($"input {Quoted.Text(columns.Name(table.Feature))} tensor({Elements.Name(table.Element)})[\"batch\", 1]");
            if (TreeModelColumns.Missing(table) is { } missing) Line($"missing {Quoted.Text(columns.Name(table.Feature))} {Quoted.Text(missing)}");
        }
        Line($"output \"{TreeModelColumns.Prediction}\" tensor({element})[\"batch\", {(model.PicksClass ? 1 : outputs)}]");
        Line($"output \"{TreeModelColumns.Raw}\" tensor({element})[\"batch\", {outputs}]");
        if (columns.HasNames && columns.Plain.Count > 0) Line($"columns \"{TreeModelColumns.Features}\" {string.Join(" ", columns.Plain.Select(feature => Quoted.Text(columns.Name(feature))))}");
        foreach (var (place, threshold) in columns.Wide()) Line($"wide \"{TreeModelColumns.Features}\" {place} \"{threshold:R}\"");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
