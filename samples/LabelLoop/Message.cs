using MlDsl;

namespace LabelLoop;

public enum MessageKind
{
    Complaint,
    Question,
    Praise,
}

/// <summary>A message of a customer with the label that people agreed on: the columns of the exported file.</summary>
[Dataset]
public sealed partial record Message
{
    [Column("id"), Id] public required string Id { get; init; }
    [Column("text"), Text] public required string Text { get; init; }
    [Column("label"), Label] public MessageKind Kind { get; init; }
}

[Model<Message, MulticlassClassification>(Name = "message-kind", Version = "1")]
public sealed partial class MessageModel;
