using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>What documents tell of the model that answers, all of one generation.</summary>
/// <param name="Format">Its columns.</param>
/// <param name="Form">What it said of a made-up row, as JSON, for its members and their types: its values are not to be shown. Null where it took none.</param>
/// <param name="Example">A row and its answer; null where there is none to show.</param>
internal sealed record ModelDocument(JsonRowFormat Format, byte[]? Form, RowExample? Example);
