using System.Text;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>A model file of a tree library.</summary>
/// <param name="Model">What the library's everyday <c>predict</c> takes of it.</param>
/// <param name="Whole">All of it, where training was stopped early and that is more.</param>
internal sealed record TreeModelFile(TreeModel Model, TreeModel? Whole)
{
    public TreeModelColumns Columns { get; } = new(Model);

    /// <summary>Whether the file's name is not that of an ONNX model.</summary>
    public static bool IsTreeModel(string name) => !name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="TreeEnsembleException">The file is no model of either library, or a malformed one.</exception>
    public static TreeModelFile Read(ReadOnlyMemory<byte> file)
    {
        if (file.Span.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8) is not [(byte)'{', ..]) return new(LightGbmFile.Read(Encoding.UTF8.GetString(file.Span)), null);
        TreeModel model = XGBoostFile.Read(file);
        return new(model, model.Iterations < model.SavedIterations ? XGBoostFile.Read(file, allIterations: true) : null);
    }
}
