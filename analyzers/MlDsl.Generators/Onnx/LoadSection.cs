using MlDsl.Build;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>The signature that a file is compared with, the session, and how the adapter comes into being and goes.</summary>
internal static class LoadSection
{
    private const string Runtime = OnnxNames.Runtime;

    // So many neighbours that differ in their names alone are one call, which is a fifth of the code.
    private const int LeastAlike = 16;

    public static void Write(SourceWriter writer, OnnxModelSpec spec, RowWants? rows)
    {
        string name = spec.Type.Identifier, session = $"{Runtime}.{(spec.IsOnnxRuntime ? "OnnxSession" : "CompiledModel")}";
        bool isMlNet = spec.IsMlNet && spec.Plan is null;
        writer.Line(spec.Plan is null ? "// What the class was compiled against; a file that differs is refused when it is loaded." : "// The inputs and outputs of the graph that was compiled.");
        writer.Line($"private static readonly {Runtime}.OnnxSignature Signature = new(");
        using (writer.Indent())
        {
            WriteValues(writer, spec.Inputs.Select(static i => i.Value), ",");
            WriteValues(writer, spec.Outputs.Select(static o => o.Value), ");");
        }
        writer.Line();
        writer.Line($"private readonly {session} session;");
        if (isMlNet) writer.Line($"private readonly {OnnxNames.MlNetRuntime} runtime;");
        writer.Line();
        writer.Line(isMlNet ? $"private {name}({OnnxNames.MlNetRuntime} runtime) => (this.runtime, session) = (runtime, new({Literals.Text(spec.Path)}, Signature, runtime.Call));" : $"private {name}({session} session) => this.session = session;");
        writer.Line();
        if (isMlNet)
        {
            MlNetLoadSection.Write(writer, spec, name);
            return;
        }
        if (spec.Plan is { } plan) WriteCompiled(writer, spec, plan, name, rows);
        else WriteRuntime(writer, spec, name);
        writer.Line();
        writer.Line("/// <summary>Frees the model; calls in flight end normally.</summary>");
        writer.Line("public void Dispose() => session.Dispose();");
    }

    /// <summary>The same where records go straight through the program of a row.</summary>
    public static void WriteRows(SourceWriter writer, OnnxModelSpec spec, RowWants rows)
    {
        string name = spec.Type.Identifier;
        writer.Line("private readonly Parts parts;");
        writer.Line("private volatile bool isDisposed;");
        writer.Line();
        writer.Line($"private {name}(Parts parts) => this.parts = parts;");
        writer.Line();
        WriteLoadHead(writer);
        writer.Line($"public static {name} Load() => new({Parts(spec.Plan!, name, !rows.Parts.IsEmpty)});");
        writer.Line();
        writer.Line("/// <summary>Ends the model; calls in flight end normally.</summary>");
        writer.Line("public void Dispose() => isDisposed = true;");
    }

    private static void WriteLoadHead(SourceWriter writer)
    {
        writer.Line("/// <summary>Loads the model, which was compiled into this assembly. Any number of threads may use it.</summary>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">The weights are missing from the assembly.</exception>");
    }

    private static string Parts(GraphPlan plan, string name, bool readsWeights) => readsWeights
        ? $"new Parts(global::MlDsl.Kernels.ModelWeights.Open(typeof({name}).Assembly, {Literals.Text(GraphPlan.ResourcePrefix + ModelNames.Safe(plan.Model))}, {Literals.Whole(plan.WeightBytes)}L))"
        : "new Parts()";

    private static void WriteCompiled(SourceWriter writer, OnnxModelSpec spec, GraphPlan plan, string name, RowWants? rows)
    {
        bool readsParts = GraphSection.ReadsParts(plan, rows);
        WriteLoadHead(writer);
        using (writer.Block($"public static {name} Load()"))
        {
            if (readsParts) writer.Line($"var parts = {Parts(plan, name, GraphSection.ReadsWeights(plan, rows))};");
            writer.Line($"return new(new {Runtime}.CompiledModel({Literals.Text(spec.Path)}, Signature, model => new Graph(model, {(readsParts ? "parts, " : "")}new Values())));");
        }
    }

    private static void WriteRuntime(SourceWriter writer, OnnxModelSpec spec, string name)
    {
        writer.Line("/// <summary>How the model is run unless other options are given.</summary>");
        writer.Line($"public static {Runtime}.OnnxSessionOptions DefaultOptions {{ get; }} = new() {{ {string.Join(", ", Options(spec))} }};");
        writer.Line();
        writer.Line("/// <summary>The session: its provider, the file's metadata, its options.</summary>");
        writer.Line($"public {Runtime}.OnnxSession Session => session;");
        writer.Line();
        WriteLoad(writer, spec, name);
    }

    private static void WriteLoad(SourceWriter writer, OnnxModelSpec spec, string name)
    {
        string options = spec.Sha256 is null ? "options ?? DefaultOptions" : $"(options ?? DefaultOptions) with {{ Sha256 = {Literals.Text(spec.Sha256)} }}";
        string errors = $"""
            /// <exception cref="{Runtime}.OnnxRuntimeException">The file is absent, broken, or another one than the class was compiled
            /// against; or the provider or the native library is missing.</exception>
            """;
        writer.Line($"""
            /// <summary>Loads the model.</summary>
            /// <param name="path">The file; by default {Literals.Xml(spec.Path)} beside the application.</param>
            /// <param name="options">How it is run; by default <see cref="DefaultOptions"/>.</param>
            """);
        writer.Line(errors);
        writer.Line($"public static {name} Load(string? path = null, {Runtime}.OnnxSessionOptions? options = null) =>");
        using (writer.Indent())
        {
            writer.Line($"new({Runtime}.OnnxSession.Load(path ?? global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, {Literals.Text(spec.Path)}), {options}, Signature));");
        }
        writer.Line();
        writer.Line("""
            /// <summary>Loads the model from memory.</summary>
            /// <param name="model">The content of the model file.</param>
            /// <param name="options">How it is run; by default <see cref="DefaultOptions"/>.</param>
            """);
        writer.Line(errors);
        writer.Line($"public static {name} Load(global::System.ReadOnlyMemory<byte> model, {Runtime}.OnnxSessionOptions? options = null) =>");
        using (writer.Indent()) writer.Line($"new({Runtime}.OnnxSession.Load(model, {Literals.Text(spec.Path)}, {options}, Signature));");
    }

    private static IEnumerable<string> Options(OnnxModelSpec spec)
    {
        yield return $"Provider = {Names.Root}.Provider.{spec.Provider}";
        yield return $"Fallback = {Names.Root}.Fallback.{spec.Fallback}";
        yield return $"MaxBatch = {Literals.Whole(spec.MaxBatch)}";
    }

    private static void WriteValues(SourceWriter writer, IEnumerable<OnnxValue> values, string end)
    {
        writer.Line("[");
        using (writer.Indent())
        {
            OnnxValue[] all = [.. values];
            for (int at = 0; at < all.Length;)
            {
                int alike = all.Skip(at).TakeWhile(value => IsTensor(value.Type) && Dimensions(value.Type) == Dimensions(all[at].Type) && value.Type.Element == all[at].Type.Element).Count();
                if (alike < LeastAlike)
                {
                    writer.Line(Signature(all[at].Name, all[at].Type) + ",");
                    at++;
                    continue;
                }
                writer.Line($".. {Runtime}.OnnxValueInfo.Tensors({Runtime}.OnnxElementType.{ElementTypes.Member(all[at].Type.Element)}, [{Dimensions(all[at].Type)}],");
                using (writer.Indent())
                    for (int i = 1; i <= alike; i++) writer.Line(Literals.Text(all[at++].Name) + (i < alike ? "," : "),"));
            }
        }
        writer.Line("]" + end);
    }

    private static bool IsTensor(OnnxType type) => type.Kind == OnnxKind.Tensor && type.Rank is not null;

    private static string Dimensions(OnnxType type) => string.Join(", ", type.Shape.Select(Dimension));

    private static string Signature(string name, OnnxType type)
    {
        string text = Literals.Text(name), info = $"{Runtime}.OnnxValueInfo", element = $"{Runtime}.OnnxElementType.";
        return type.Kind switch
        {
            OnnxKind.Tensor when type.Rank is null => $"{info}.TensorOfAnyRank({text}, {element}{ElementTypes.Member(type.Element)})",
            OnnxKind.Tensor => $"{info}.Tensor({string.Join(", ", new[] { text, element + ElementTypes.Member(type.Element) }.Concat(type.Shape.Select(Dimension)))})",
            OnnxKind.Sequence => $"{info}.Sequence({text}, {Signature("", type.Content!)})",
            OnnxKind.Optional => $"{info}.Optional({text}, {Signature("", type.Content!)})",
            OnnxKind.Map => $"{info}.Map({text}, {element}{ElementTypes.Member(type.Key)}, {element}{ElementTypes.Member(type.Element)})",
            OnnxKind.SparseTensor => $"new() {{ Name = {text}, Kind = {Runtime}.OnnxKind.SparseTensor, ElementType = {element}{ElementTypes.Member(type.Element)} }}",
            _ => $"new() {{ Name = {text}, Kind = {Runtime}.OnnxKind.Unknown }}",
        };
    }

    private static string Dimension(OnnxDimension dimension) => dimension.Size is { } size ? Literals.Whole(size) : Literals.Text(dimension.Symbol ?? "");
}
