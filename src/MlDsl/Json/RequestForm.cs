using System.Text.Json;

namespace MlDsl.Json;

/// <summary>What the requests and answers of a model are like whose requests are no rows of columns, for documents of an API.</summary>
internal abstract class RequestForm
{
    /// <summary>The columns that a request has values of: what a model says against one names it as JSON does, and does not tell a sensitive value. None where the model sees to that itself.</summary>
    public virtual IReadOnlyList<ColumnSchema> Inputs => [];

    /// <summary>Whether a request may have the value of a sensitive column, so that nobody is told what an exception says of one.</summary>
    public virtual bool IsSensitive => Inputs.Any(static c => c.Role == ColumnRole.Sensitive);

    /// <summary>Whether an answer is more than said: something was written that cannot be taken back, so that no other model may answer the same request beside.</summary>
    public virtual bool HasEffect => false;

    /// <summary>A request that nobody sent, as JSON, which a service asks itself before it answers others; null where none can be made up.</summary>
    /// <param name="options">Names and limits.</param>
    /// <param name="vocabulary">The texts that the model knows, by the property of their column.</param>
    public virtual byte[]? MadeUp(JsonRowOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> vocabulary) => null;

    /// <summary>Writes the JSON Schema (2020-12) of one request, as an object.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="options">Names and limits.</param>
    public abstract void WriteRequest(Utf8JsonWriter json, JsonRowOptions options);

    /// <summary>Writes the JSON Schema of what one request is answered with, as an object.</summary>
    public abstract void WriteAnswer(Utf8JsonWriter json);
}
