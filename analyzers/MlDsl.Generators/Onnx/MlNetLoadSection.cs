using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>How a class whose model ML.NET runs comes into being and goes.</summary>
internal static class MlNetLoadSection
{
    public static void Write(SourceWriter writer, OnnxModelSpec spec, string name)
    {
        string path = Literals.Text(spec.Path), hash = spec.Sha256 is null ? "null" : Literals.Text(spec.Sha256);
        const string errors = """
            /// <exception cref="global::MlDsl.MlNet.MlNetModelException">The file is absent, broken, or another one than the class was compiled
            /// against; it names an assembly that is neither ML.NET's nor one of the mappings'; or ML.NET does not load it.</exception>
            """;
        const string mappings = """
            /// <param name="mappings">The assemblies whose custom mappings the file may name; by default that of this class.</param>
            """;
        writer.Line($"""
            /// <summary>Loads the model, which ML.NET runs. Any number of threads may use it.</summary>
            /// <param name="path">The file; by default {Literals.Xml(spec.Path)} beside the application.</param>
            """);
        writer.Line(mappings);
        writer.Line(errors);
        writer.Line($"public static {name} Load(string? path = null, global::System.Reflection.Assembly[]? mappings = null) =>");
        using (writer.Indent()) writer.Line($"new({OnnxNames.MlNetRuntime}.Load({path}, path ?? global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, {path}), Signature, {hash}, mappings ?? [typeof({name}).Assembly]));");
        writer.Line();
        writer.Line("""
            /// <summary>Loads the model from memory.</summary>
            /// <param name="model">The content of the model file.</param>
            """);
        writer.Line(mappings);
        writer.Line(errors);
        writer.Line($"public static {name} Load(global::System.ReadOnlyMemory<byte> model, global::System.Reflection.Assembly[]? mappings = null) =>");
        using (writer.Indent()) writer.Line($"new({OnnxNames.MlNetRuntime}.Load({path}, model, Signature, {hash}, mappings ?? [typeof({name}).Assembly]));");
        writer.Line();
        writer.Line("/// <summary>Frees the model; calls that run end normally.</summary>");
        using (writer.Block("public void Dispose()"))
        {
            writer.Line("session.Dispose();");
            writer.Line("runtime.Dispose();");
        }
    }
}
