using System.Buffers;
using System.Globalization;
using System.Text;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>An input tensor whose name, datatype and shape fit a column of the model, before any of its elements is looked at.</summary>
/// <param name="Column">The column's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The datatype of the elements that come.</param>
/// <param name="Rows">The first dimension.</param>
/// <param name="Width">The elements of a row.</param>
/// <param name="Dimensions">The number of dimensions.</param>
internal readonly record struct InputTensor(int Column, string Name, TensorType Type, int Rows, int Width, int Dimensions)
{
    /// <summary>The one input of a scorer whose rows a serializer reads: each element is a row as JSON.</summary>
    public const string Json = "json";

    /// <summary>The elements that there must be: no more than the limit of rows times what the model has columns for.</summary>
    public int Count => Rows * Width;

    /// <summary>Enters a tensor into a call, which has none of its name yet.</summary>
    /// <exception cref="JsonRowException">The model has no such input, or not of this type or shape, or it is there already.</exception>
    public static InputTensor Begin(InferenceCall call, JsonRowFormat format, ReadOnlySpan<byte> name, ReadOnlySpan<byte> type, ReadOnlySpan<long> shape)
    {
        bool isJson = format.Columns.Count == 0;
        int column = isJson ? (name.SequenceEqual("json"u8) ? 0 : -1) : format.Names.Find(name);
        if (column < 0) throw new JsonRowException(JsonRowProblem.Member, $"'{Visible.Of(Encoding.UTF8.GetString(name))}' is no input; the inputs are {(isJson ? Json : format.FirstNames)}");
        string known = isJson ? Json : format.Name(column);
        ref TensorColumn tensor = ref call.Tensors.Columns[column];
        if (tensor.IsPresent) throw Refused(JsonRowProblem.Member, known, "is there twice; send it once");
        TensorType own = isJson ? TensorType.Bytes : format.Datatype(column);
        if (!TensorTypes.TryParse(type, out TensorType given) || !own.Takes(given))
            throw Refused(JsonRowProblem.Value, known, $"has the datatype '{Visible.Of(Encoding.UTF8.GetString(type))}'; send {own.Word()}");
        int length = isJson ? 0 : format.Columns[column].Length, width = Math.Max(length, 1);
        if (!(shape.Length == 2 || (shape.Length == 1 && length == 0)) || shape[0] < 0 || (shape.Length == 2 && shape[1] != width))
            throw Refused(JsonRowProblem.Value, known, $"has the shape {Text(shape)}; send {(length == 0 ? "[n] or [n,1]" : FormattableString.Invariant($"[n,{length}]"))}");
        if (shape[0] > Math.Min(format.Options.MaxRows, int.MaxValue / width))
            throw Refused(JsonRowProblem.Limit, known, FormattableString.Invariant($"has more rows than the {format.Options.MaxRows} that one request may have; send them in parts"));
        if (call.Tensors.Count >= 0 && call.Tensors.Count != shape[0])
            throw Refused(JsonRowProblem.Value, known, FormattableString.Invariant($"has {shape[0]} rows and another tensor {call.Tensors.Count}; all have one number"));
        call.Tensors.Count = (int)shape[0];
        tensor = new TensorColumn { IsPresent = true, Type = given, Start = call.Tensors.Data.WrittenCount, Width = width };
        return new InputTensor(column, known, given, (int)shape[0], width, shape.Length);
    }

    /// <summary>Sees that every input is there that must be.</summary>
    /// <exception cref="JsonRowException">One is not.</exception>
    public static void CheckComplete(InferenceCall call, JsonRowFormat format)
    {
        if (format.Columns.Count == 0 && !call.Tensors.Columns[0].IsPresent) throw Refused(JsonRowProblem.Missing, Json, "is missing; send BYTES, each element a row as JSON");
        for (int i = 0; i < format.Columns.Count; i++)
            if (!call.Tensors.Columns[i].IsPresent && !format.IsNullable(i)) throw Refused(JsonRowProblem.Missing, format.Name(i), $"is missing; send {format.Datatype(i).Word()}");
        if (call.Tensors.Count < 0) throw new JsonRowException(JsonRowProblem.Missing, "There is no input, and so no number of rows; send one");
    }

    /// <summary>Takes the elements as they lie in memory.</summary>
    /// <exception cref="JsonRowException">They are not as many bytes as the shape says.</exception>
    public void TakeRaw(InferenceCall call, ReadOnlySpan<byte> elements)
    {
        if (!TensorRows.IsLong(elements, Type, Count))
        {
            throw Refused(
                JsonRowProblem.Value, FormattableString.Invariant($"has {elements.Length} bytes, which are not the {Count} elements of {Type.Word()} that its shape says")
                + (Type == TensorType.Bytes ? ", each behind its length in four bytes" : ""));
        }
        call.Tensors.Data.Write(elements);
    }

    /// <summary>A refusal of this tensor.</summary>
    public JsonRowException Refused(JsonRowProblem problem, string what) => Refused(problem, Name, what);

    private static JsonRowException Refused(JsonRowProblem problem, string name, string what) => new(problem, $"The input '{name}' {what}", null, name);

    private static string Text(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("[");
        foreach (long size in shape) text.Append(text.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"{size}");
        return text.Append(']').ToString();
    }
}
