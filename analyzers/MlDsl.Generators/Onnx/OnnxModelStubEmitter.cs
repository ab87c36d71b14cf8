using MlDsl.Generators.Datasets;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Prints the members of an adapter without anything behind them.</summary>
internal static class OnnxModelStubEmitter
{
    private const string Anything = DatasetStub.Anything, Disposable = "global::System.IDisposable";

    private const string Task = "global::System.Threading.Tasks.ValueTask", Token = "global::System.Threading.CancellationToken cancellation";

    public static string Emit(OnnxModelStub stub)
    {
        var writer = new SourceWriter();
        using (stub.Type.OpenStub(writer, stub.IsStatic ? [] : [Disposable]))
        {
            string throws = stub.Type.Throw;
            if (stub.Declares("Load")) writer.Line($"public static {(stub.IsStatic ? Anything : stub.Type.Identifier)} Load({Anything} path = null, {Anything} options = null) => {throws};");
            if (stub.Declares("DefaultOptions")) writer.Line($"public static {OnnxNames.Runtime}.OnnxSessionOptions DefaultOptions => {throws};");
            if (!stub.IsStatic) WriteMembers(writer, stub, throws);
            if (stub is { Input: null, IsRow: false }) WriteTypes(writer, stub);
        }
        return writer.ToString();
    }

    private static void WriteMembers(SourceWriter writer, OnnxModelStub stub, string throws)
    {
        writer.Line(stub.Declares("Dispose") ? $"public void Dispose() => {throws};" : $"void {Disposable}.Dispose() => {throws};");
        if (stub.Declares("Session")) writer.Line($"public {OnnxNames.Runtime}.OnnxSession Session => {throws};");
        if (stub is { Input: { Length: > 0 } input, Output: { Length: > 0 } output })
        {
            string contract = $"{Names.Root}.IScorer<{input}, {output}>";
            writer.Line($"{Open("Run", "void")}Run(in {input} input, out {output} output) => {throws};");
            writer.Line($"{Open("Run", "void")}Run(global::System.ReadOnlySpan<{input}> inputs, global::System.Span<{output}> outputs) => {throws};");
            writer.Line($"{Open("RunAsync", $"{Task}<{output}>")}RunAsync({input} input, {Token}{(stub.Declares("RunAsync") ? " = default" : "")}) => {throws};");

            string Open(string name, string type) => stub.Declares(name) ? $"public {type} " : $"{type} {contract}.";
        }
        else if (stub is { Input: null, IsRow: false } && stub.Declares("Input") && stub.Declares("Output"))
        {
            if (stub.Declares("Run"))
            {
                writer.Line($"public void Run(in Input input, out Output output, {Token} = default) => {throws};");
                writer.Line($"public Output Run(in Input input, {Token} = default) => {throws};");
            }
            if (stub.Declares("RunAsync")) writer.Line($"public {Task}<Output> RunAsync(in Input input, {Token} = default) => {throws};");
        }
    }

    private static void WriteTypes(SourceWriter writer, OnnxModelStub stub)
    {
        if (stub.Declares("Input"))
        {
            if (stub.Contract is { } contract) InputSection.Write(writer, contract);
            else
                using (writer.Block("public ref struct Input"))
                    foreach (StubMember member in stub.Inputs) writer.Line($"public {member.Type} {Literals.Identifier(member.Name)} {{ get; set; }}");
        }
        if (!stub.Declares("Output")) return;
        if (stub.Contract is { } known) OutputSection.Write(writer, known);
        else
            using (writer.Block($"public struct Output : {Disposable}"))
            {
                foreach (string member in stub.Outputs) writer.Line($"public {Anything} {Literals.Identifier(member)} => {stub.Type.Throw};");
                writer.Line("public void Dispose() { }");
            }
    }
}
