using MlDsl.Build.Text;
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
        var text = new ManifestText(name, sha256, bytes);
        if (file is null) return text.ToString();

        TreeModel model = file.Model;
        TreeModelColumns columns = file.Columns;
        string element = Elements.Name(columns.Element);
        int outputs = model.Ensemble.OutputCount;
        text.Line($"metadata \"main_output\" \"{TreeModelColumns.Prediction}\"");
        text.Line($"metadata \"objective\" {Quoted.Text(model.Objective)}");
        if (file.Whole is not null) text.Line($"metadata \"best_iterations\" \"{model.Iterations} of {model.SavedIterations}\"");
        if (columns.Plain.Count > 0) text.Line($"input \"{TreeModelColumns.Features}\" tensor({element})[\"batch\", {columns.Plain.Count}]");
        foreach (CategoryTable table in columns.Tables)
        {
            text.Line($"input {Quoted.Text(columns.Name(table.Feature))} tensor({Elements.Name(table.Element)})[\"batch\", 1]");
            if (TreeModelColumns.Missing(table) is { } missing) text.Line($"missing {Quoted.Text(columns.Name(table.Feature))} {Quoted.Text(missing)}");
        }
        text.Line($"output \"{TreeModelColumns.Prediction}\" tensor({element})[\"batch\", {(model.PicksClass ? 1 : outputs)}]");
        text.Line($"output \"{TreeModelColumns.Raw}\" tensor({element})[\"batch\", {outputs}]");
        if (columns.HasNames && columns.Plain.Count > 0) text.Line($"columns \"{TreeModelColumns.Features}\" {string.Join(" ", columns.Plain.Select(feature => Quoted.Text(columns.Name(feature))))}");
        foreach (var (place, threshold) in columns.Wide()) text.Line($"wide \"{TreeModelColumns.Features}\" {place} \"{threshold:R}\"");
        return text.ToString();
    }
}
