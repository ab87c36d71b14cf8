namespace MlDsl.Adapters.Tests;

/// <summary>A ticket: how often it has each word, and its answers by the number of the question.</summary>
public readonly record struct Ticket(
    [property: Input("words")] Dictionary<string, float> Words, [property: Input("answers")] Dictionary<long, string> Answers);

/// <summary>Where a ticket goes.</summary>
public readonly record struct Desk([property: Output("desk")] string Name, [property: Output("scores", Offset = 1)] Probability Support);

[OnnxModel("Compiled/ticket.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledTicket;

[OnnxModel("Compiled/ticket.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeTicket;

[OnnxModel("Compiled/ticket.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledDesk : IScorer<Ticket, Desk>;

[OnnxModel("Compiled/ticket.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeDesk : IScorer<Ticket, Desk>;
