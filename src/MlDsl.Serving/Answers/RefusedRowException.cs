using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>A row that can be read and that the model does not take: an unknown category, NaN, a local time.</summary>
internal sealed class RefusedRowException(string message, int? row, string? column, Exception inner) : Exception(message, inner)
{
    /// <summary>The row's place in the array, from 0; null where there is no array.</summary>
    public int? Row => row;

    /// <summary>The column as JSON names it; null where it is not known.</summary>
    public string? Column => column;

    /// <summary>What a model's own exception says, with names as JSON has them and without the value of a sensitive column.</summary>
    public static RefusedRowException Of(ArgumentException problem, JsonRowFormat format, int? row)
    {
        if (format.Form is { Inputs.Count: > 0 } form) format = new JsonRowFormat(form.Inputs, format.Options);
        string member = problem switch
        {
            InvalidValueException invalid => invalid.Column,
            UnknownCategoryException unknown => unknown.Column,
            _ => "",
        };
        string place = row is { } number ? FormattableString.Invariant($"row {number}: ") : "";
        for (int i = 0; i < format.Columns.Count; i++)
        {
            if (format.Columns[i].Member != member) continue;
            string said = format.Columns[i].Role == ColumnRole.Sensitive ? $"'{format.Name(i)}' has a value that the model does not take" : Text(problem);
            return new(place + said, row, format.Name(i), problem);
        }
        // Which column it is of is not known, or it is of a method that may take any: its value may be a sensitive one's.
        bool mayTell = !format.Columns.Any(static c => c.Role == ColumnRole.Sensitive);
        return new(place + (mayTell ? Text(problem) : "The model does not take the row"), row, null, problem);
    }

    // Without what ArgumentException puts behind it.
    private static string Text(ArgumentException problem) =>
        problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : problem.Message;
}
