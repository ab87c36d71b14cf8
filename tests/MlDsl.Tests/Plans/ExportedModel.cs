using MlDsl.Columns;
using MlDsl.Onnx;
using MlDsl.Plans;

namespace MlDsl.Tests.Plans;

/// <summary>An exported file in ONNX Runtime, fed with values of columns.</summary>
internal sealed class ExportedModel : IDisposable
{
    private readonly OnnxSession session;
    private readonly IReadOnlyList<ColumnSchema> columns;
    private readonly bool isFlat;

    public ExportedModel(byte[] file, FeaturePlan plan, bool isFlat = false) : this(file, plan.Inputs, isFlat)
    {
    }

    public ExportedModel(byte[] file, IReadOnlyList<ColumnSchema> columns, bool isFlat = false) =>
        (session, this.columns, this.isFlat) = (OnnxSession.Load(file, "export"), columns, isFlat);

    public OnnxSession Session => session;

    /// <summary>Every output of a batch, by its name: floats, flags, integers or texts.</summary>
    /// <exception cref="OnnxRuntimeException">The run ends with an error.</exception>
    public Dictionary<string, Array> Run(IReadOnlyList<ColumnValue[]> rows)
    {
        using OnnxBinding call = session.Rent(rows.Count);
        for (int i = 0; i < session.Inputs.Count; i++) Feed(call, i, rows);
        call.Run();
        Dictionary<string, Array> outputs = [];
        for (int i = 0; i < session.Outputs.Count; i++)
        {
            outputs[session.Outputs[i].Name] = session.Outputs[i].ElementType switch
            {
                OnnxElementType.Float => call.Output<float>(i).ToArray(),
                OnnxElementType.Double => call.Output<double>(i).ToArray(),
                OnnxElementType.Bool => call.Output<bool>(i).ToArray(),
                OnnxElementType.Int64 => call.Output<long>(i).ToArray(),
                _ => Texts(call, i),
            };
        }
        return outputs;
    }

    public void Dispose() => session.Dispose();

    private static string[] Texts(OnnxBinding call, int output)
    {
        string[] texts = new string[call.OutputLength(output)];
        call.CopyOutputText(output, texts);
        return texts;
    }

    private void Feed(OnnxBinding call, int input, IReadOnlyList<ColumnValue[]> rows)
    {
        string name = session.Inputs[input].Name;
        bool isPresence = name.EndsWith(".present", StringComparison.Ordinal);
        int column = columns.ToList().FindIndex(c => c.Member == (isPresence ? name[..^8] : name));
        DeclaredType type = DeclaredType.Of(columns[column]);
        ColumnValue[] values = [.. rows.Select(row => row[column])];
        if (isPresence)
        {
            Set(values.Select(static v => !v.IsMissing));
            return;
        }
        switch (session.Inputs[input].ElementType)
        {
            case OnnxElementType.Float: Set(values.Select(static v => (float)(v.ToDouble() ?? double.NaN))); break;
            case OnnxElementType.Double: Set(values.Select(static v => v.ToDouble() ?? double.NaN)); break;
            case OnnxElementType.Float16: Set(values.Select(static v => (Half)(v.ToDouble() ?? double.NaN))); break;
            case OnnxElementType.Bool: Set(values.Select(static v => v.ToSingle() == 1)); break;
            case OnnxElementType.Int8: Set(values.Select(static v => (sbyte)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt8: Set(values.Select(static v => (byte)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.Int16: Set(values.Select(static v => (short)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt16: Set(values.Select(static v => (ushort)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.Int32: Set(values.Select(static v => (int)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt32: Set(values.Select(static v => (uint)(v.ToInt64() ?? 0))); break;
            case OnnxElementType.UInt64: Set(values.Select(static v => v.ToUInt64() ?? 0)); break;
            case OnnxElementType.Int64 when type.IsTime: Set(values.Select(static v => v.ToTime()?.Ticks ?? 0)); break;
            case OnnxElementType.Int64: Set(values.Select(static v => v.ToInt64() ?? 0)); break;
            default:
                string[] texts = [.. values.Select(static v => v.ToText() ?? "")];
                call.SetText(input, texts, Shape(texts.Length));
                break;
        }

        void Set<T>(IEnumerable<T> elements)
            where T : unmanaged
        {
            T[] array = [.. elements];
            call.SetInput<T>(input, array, Shape(array.Length));
        }
    }

    private long[] Shape(int rows) => isFlat ? [rows] : [rows, 1];
}
