using System.Text;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl;

// What is said of rows that cannot be read. The value of a sensitive column is never among it.
public ref partial struct JsonFields
{
    private readonly string In() => Place is { } place ? FormattableString.Invariant($" in row {place}") : "";

    private readonly JsonRowException Refused(JsonRowProblem problem, string message, int? column) =>
        new(problem, message, column is null && problem is not JsonRowProblem.Shape ? null : Place, column is { } named ? format.Name(named) : null);

    private readonly JsonRowException Missing(int column) => Refused(
        JsonRowProblem.Missing, $"'{format.Name(column)}' is missing{In()}; give {JsonColumn.Wanted(format.Columns[column])}", column);

    private readonly JsonRowException Wrong(int column, string? wanted = null) => Refused(
        JsonRowProblem.Value, $"'{format.Name(column)}' is {Found(column)}{In()}; give {wanted ?? JsonColumn.Wanted(format.Columns[column])}", column);

    private readonly JsonRowException Malformed(JsonException? problem)
    {
        string where = problem is { LineNumber: { } line, BytePositionInLine: { } position } ? FormattableString.Invariant($" at line {line + 1}, byte {position + 1}") : "";
        // The reader counts an array or object that has just begun to what is around it.
        int depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0);
        return depth >= format.Options.MaxDepth
            ? new(JsonRowProblem.Malformed, FormattableString.Invariant($"The JSON lies more than {format.Options.MaxDepth} levels deep{where}; a row is an object of values"), null, null, problem)
            : new(JsonRowProblem.Malformed, $"The text is not well-formed JSON{where}: it was cut short, or something is wrong there", null, null, problem);
    }

    private readonly string Found(int column)
    {
        bool isNumber = tensors is not null && type != TensorType.Bytes;
        if (format.Columns[column].Role == ColumnRole.Sensitive) return isNumber ? "a number" : Kind();
        if (isNumber) return $"the number {FoundNumber()}";
        return reader.TokenType switch
        {
            JsonTokenType.String => $"the text '{Visible.Of(Text())}'",
            JsonTokenType.Number => $"the number {Visible.Of(Encoding.UTF8.GetString(reader.ValueSpan))}",
            _ => Kind(),
        };
    }

    private readonly string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half a surrogate pair.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private readonly string Kind() => reader.TokenType switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "an array",
        _ => "an object",
    };
}
