using System.Collections;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Properties.Routes;

/// <summary>A compiled export that takes the data set's own rows, one by one.</summary>
/// <param name="bridge">The export.</param>
/// <param name="outputs">Its outputs: the name, the element's type in C#, and whether a row has several.</param>
internal sealed class RowScorer(IExportBridge bridge, IReadOnlyList<(string Name, string Element, bool IsArray)> outputs)
{
    /// <summary>The outputs of rows, in the file's order.</summary>
    public IReadOnlyList<Value> Run(IReadOnlyList<ExpectedRow> rows)
    {
        IList[] elements = [.. outputs.Select(static o => o.Element switch
        {
            "float" => (IList)new List<float>(),
            "long" => new List<long>(),
            "bool" => new List<bool>(),
            _ => new List<string>(),
        })];
        foreach (ExpectedRow row in rows) bridge.Run(row.Given, elements);
        return [.. elements.Select(static e => e switch
        {
            List<float> floats => Value.Of<float>(OnnxElementType.Float, floats.ToArray(), [floats.Count]),
            List<long> integers => Value.Of<long>(OnnxElementType.Int64, integers.ToArray(), [integers.Count]),
            List<bool> flags => Value.Of<bool>(OnnxElementType.Bool, flags.ToArray(), [flags.Count]),
            _ => Value.Text([.. (List<string>)e], [e.Count]),
        })];
    }
}
