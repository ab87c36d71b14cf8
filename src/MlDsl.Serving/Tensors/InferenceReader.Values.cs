using System.Text.Json;

namespace MlDsl.Serving;

// The values of an inference that are neither tensors nor members.
internal ref partial struct InferenceReader
{
    // What one parameter says; others are for other servers.
    private (bool? Flag, long? Number) ReadParameters(ReadOnlySpan<byte> wanted)
    {
        if (IsAbsent()) return default;
        Expect(JsonTokenType.StartObject, "'parameters'", "an object");
        (bool? Flag, long? Number) found = default;
        bool isNumber = wanted.EndsWith("_size"u8);
        while (NextMember())
        {
            bool isWanted = reader.ValueTextEquals(wanted);
            Next();
            if (!isWanted || IsAbsent())
            {
                reader.Skip();
                continue;
            }
            if (found.Flag is not null || found.Number is not null) throw Twice(Text(wanted));
            if (isNumber) found.Number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) ? number : throw Wrong($"'{Text(wanted)}'", "a number of bytes");
            else found.Flag = reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Wrong($"'{Text(wanted)}'", "true or false");
        }
        return found;

        // Made only to complain: each tensor has parameters.
        static string Text(ReadOnlySpan<byte> word) => System.Text.Encoding.UTF8.GetString(word);
    }

    private int ReadShape(scoped Span<long> shape)
    {
        Expect(JsonTokenType.StartArray, "A shape", "an array of integers");
        int count = 0;
        while (true)
        {
            Next();
            if (reader.TokenType == JsonTokenType.EndArray) return count;
            if (count == shape.Length) throw Wrong("A shape", FormattableString.Invariant($"at most {MostDimensions} dimensions"));
            shape[count++] = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long size) ? size : throw Wrong("A dimension", "an integer");
        }
    }

    // A name that is longer than any is none of them as far as it goes.
    private readonly int ReadWord(string what, scoped Span<byte> word)
    {
        Expect(JsonTokenType.String, what, "a text");
        if (reader.ValueSpan.Length > word.Length) throw Wrong(what, FormattableString.Invariant($"at most {word.Length} bytes"));
        return reader.CopyString(word);
    }
}
