using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>
/// Reads the body of an inference: JSON, and behind it the elements of the tensors that say so, in the order of the tensors. Nothing is allocated but the texts
/// of an id and of outputs.
/// </summary>
internal ref partial struct InferenceReader
{
    // A tensor of more dimensions than a column can have is refused all the same.
    private const int MostDimensions = 8;

    private readonly InferenceCall call;
    private readonly JsonRowFormat format;
    private readonly ReadOnlySpan<byte> json;
    private ReadOnlySpan<byte> binary;
    private Utf8JsonReader reader;

    private InferenceReader(InferenceCall call, JsonRowFormat format, ReadOnlySpan<byte> json, ReadOnlySpan<byte> binary)
    {
        (this.call, this.format) = (call, format);
        this.json = json;
        this.binary = binary;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = format.Options.MaxDepth });
    }

    /// <summary>Fills a call.</summary>
    /// <exception cref="JsonRowException">The body is no inference of this model.</exception>
    public static void Read(InferenceCall call, JsonRowFormat format, ReadOnlySpan<byte> json, ReadOnlySpan<byte> binary)
    {
        var reader = new InferenceReader(call, format, json, binary);
        try
        {
            reader.ReadAll();
        }
        catch (JsonException problem)
        {
            throw new JsonRowException(
                JsonRowProblem.Malformed,
                FormattableString.Invariant($"The text is not well-formed JSON at line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}: it was cut short, lies more than {format.Options.MaxDepth} levels deep, or something is wrong there"),
                null,
                null,
                problem);
        }
        catch (InvalidOperationException problem)
        {
            throw new JsonRowException(JsonRowProblem.Malformed, "A text is not UTF-8, or has half a surrogate pair", null, null, problem);
        }
    }

    private void ReadAll()
    {
        Next();
        Expect(JsonTokenType.StartObject, "An inference", "an object");
        int seen = 0;
        while (NextMember())
        {
            if (reader.ValueTextEquals("id"u8))
            {
                Once("id", 1, ref seen);
                if (IsAbsent()) continue;
                Expect(JsonTokenType.String, "'id'", "a text");
                call.Id = reader.GetString();
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                Once("parameters", 2, ref seen);
                call.IsBinary = ReadParameters("binary_data_output"u8).Flag ?? false;
            }
            else if (reader.ValueTextEquals("inputs"u8))
            {
                Once("inputs", 4, ref seen);
                Expect(JsonTokenType.StartArray, "'inputs'", "an array");
                while (NextObject("An input")) ReadInput();
            }
            else if (reader.ValueTextEquals("outputs"u8))
            {
                Once("outputs", 8, ref seen);
                if (IsAbsent()) continue;
                Expect(JsonTokenType.StartArray, "'outputs'", "an array");
                while (NextObject("An output")) ReadOutput();
            }
            else PassOver("an inference, which has id, parameters, inputs and outputs");
        }
        if (reader.Read()) throw Malformed("Something stands behind the inference; send one JSON value");
        if ((seen & 4) == 0) throw new JsonRowException(JsonRowProblem.Missing, "'inputs' is missing; send an array of tensors");
        if (!binary.IsEmpty)
        {
            throw new JsonRowException(
                JsonRowProblem.Value, FormattableString.Invariant($"{binary.Length} bytes stand behind the elements of the last tensor; say in 'binary_data_size' how many each has"));
        }
        InputTensor.CheckComplete(call, format);
    }

    private void ReadInput()
    {
        scoped ReadOnlySpan<byte> name = default, type = default;
        Span<byte> nameBytes = stackalloc byte[256], typeBytes = stackalloc byte[16];
        Span<long> shape = stackalloc long[MostDimensions];
        int seen = 0, dimensions = 0, data = -1;
        long? size = null;
        while (NextMember())
        {
            if (reader.ValueTextEquals("name"u8))
            {
                Once("name", 1, ref seen);
                name = nameBytes[..ReadWord("An input's 'name'", nameBytes)];
            }
            else if (reader.ValueTextEquals("datatype"u8))
            {
                Once("datatype", 2, ref seen);
                type = typeBytes[..ReadWord("An input's 'datatype'", typeBytes)];
            }
            else if (reader.ValueTextEquals("shape"u8))
            {
                Once("shape", 4, ref seen);
                dimensions = ReadShape(shape);
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                Once("parameters", 8, ref seen);
                size = ReadParameters("binary_data_size"u8).Number;
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                Once("data", 16, ref seen);
                data = (int)reader.TokenStartIndex;
                reader.Skip();
            }
            else PassOver("an input, which has name, shape, datatype, parameters and data");
        }
        if ((seen & 7) != 7)
            throw new JsonRowException(JsonRowProblem.Missing, $"An input has no '{((seen & 1) == 0 ? "name" : (seen & 2) == 0 ? "datatype" : "shape")}'; send name, datatype and shape");
        InputTensor tensor = InputTensor.Begin(call, format, name, type, shape[..dimensions]);
        if (size is null == data < 0)
            throw tensor.Refused(data < 0 ? JsonRowProblem.Missing : JsonRowProblem.Value, data < 0 ? "has no 'data'; send it, or 'binary_data_size' and the bytes behind the JSON" : "has 'data' and 'binary_data_size'; send one");
        if (data >= 0) TensorJson.Read(call, in tensor, json[data..], format.Options.MaxDepth);
        else tensor.TakeRaw(call, Take(in tensor, size!.Value));
    }

    private ReadOnlySpan<byte> Take(in InputTensor tensor, long size)
    {
        if (size < 0 || size > binary.Length)
            throw tensor.Refused(JsonRowProblem.Value, FormattableString.Invariant($"says 'binary_data_size' {size}, and {binary.Length} bytes are left behind the JSON"));
        ReadOnlySpan<byte> elements = binary[..(int)size];
        binary = binary[(int)size..];
        return elements;
    }

    private void ReadOutput()
    {
        string? name = null;
        bool? isBinary = null;
        int seen = 0;
        while (NextMember())
        {
            if (reader.ValueTextEquals("name"u8))
            {
                Once("name", 1, ref seen);
                Expect(JsonTokenType.String, "An output's 'name'", "a text");
                name = reader.GetString();
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                Once("parameters", 2, ref seen);
                isBinary = ReadParameters("binary_data"u8).Flag;
            }
            else PassOver("an output, which has name and parameters");
        }
        call.Request(name ?? throw new JsonRowException(JsonRowProblem.Missing, "An output that is asked for has no 'name'; send it"), isBinary);
    }

    private bool NextMember()
    {
        Next();
        return reader.TokenType != JsonTokenType.EndObject;
    }

    private bool NextObject(string what)
    {
        Next();
        if (reader.TokenType == JsonTokenType.EndArray) return false;
        Expect(JsonTokenType.StartObject, what, "an object");
        return true;
    }

    private void Next()
    {
        if (!reader.Read()) throw Malformed("The text ends too early; send it whole");
    }

    // Goes to the value of a member that is there for the first time.
    private void Once(string name, int bit, ref int seen)
    {
        if ((seen & bit) != 0) throw Twice(name);
        seen |= bit;
        Next();
    }

    // What may be left out may be null.
    private readonly bool IsAbsent() => reader.TokenType == JsonTokenType.Null;

    private void PassOver(string of)
    {
        if (format.Options.UnknownMembers == UnknownMembers.Refuse) throw new JsonRowException(JsonRowProblem.Member, $"'{Visible.Of(reader.GetString()!)}' is no member of {of}");
        reader.Skip();
    }

    private readonly void Expect(JsonTokenType type, string what, string wanted)
    {
        if (reader.TokenType != type) throw Wrong(what, wanted);
    }

    private static JsonRowException Wrong(string what, string wanted) => new(JsonRowProblem.Shape, $"{what} is something else than it must be; send {wanted}");

    private static JsonRowException Twice(string name) => new(JsonRowProblem.Member, $"'{name}' is there twice; send it once");

    private static JsonRowException Malformed(string message) => new(JsonRowProblem.Malformed, message);
}
