using Microsoft.CodeAnalysis.Text;
using MlDsl.Build;
using MlDsl.Compiler;
using MlDsl.Generators.Manifests;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Files that are models, and what they say of themselves.</summary>
internal static class ModelFileKind
{
    private const string Obstacle = "obstacle ";

    private static readonly Dictionary<string, string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".onnx"] = "OnnxModel",
        [".zip"] = "MlNetModel",
        [".mlnet"] = "MlNetModel",
        [".json"] = "TreeModel",
        [".ubj"] = "TreeModel",
    };

    /// <summary>The attribute of a model's class; null where the file holds rows.</summary>
    public static string? AttributeOf(string path)
    {
        if (Attributes.TryGetValue(Path.GetExtension(path), out string? attribute)) return attribute;
        // LightGBM's models are text files that begin so.
        using var reader = new StreamReader(path);
        var begin = new char[5];
        return reader.ReadBlock(begin) == begin.Length && new string(begin) == "tree\n" ? "TreeModel" : null;
    }

    /// <summary>Reads what a model takes and gives.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The path by which the project knows it.</param>
    /// <exception cref="ToolException">It is no model that can be read.</exception>
    public static Manifest Read(string path, string name)
    {
        string text = TextOf(path, name);
        Manifest manifest = ManifestParser.Parse(name, SourceText.From(text), CancellationToken.None);
        return manifest.Problem is { } fault ? throw new ToolException(fault) : manifest;
    }

    /// <summary>The manifest that a build would write.</summary>
    /// <exception cref="ToolException">It is no model that can be read.</exception>
    internal static string TextOf(string path, string name)
    {
        try
        {
            if (name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) return ModelDescription.Describe(path, name, static _ => { });
            CompiledFiles compiled = ModelCompiler.Compile(File.ReadAllBytes(path), name);
            // What cannot be read takes nothing, and the plan says why.
            return compiled.Manifest!.Contains("\ninput ", StringComparison.Ordinal) ? compiled.Manifest : throw new ToolException($"'{path}' is no model that MlDsl can read: {Why(compiled.Plan)}");
        }
        catch (ModelProblemException problem)
        {
            throw new ToolException($"{problem.Message} ({problem.Code})");
        }
    }

    private static string Why(string plan) =>
        string.Join("; ", plan.Split('\n').Where(static line => line.StartsWith(Obstacle, StringComparison.Ordinal)).Select(static line => line[Obstacle.Length..].Trim('"')));
}
