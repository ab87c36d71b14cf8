namespace MlDsl.Onnx;

/// <summary>The files beside a model file that hold weights of its.</summary>
internal static class ExternalFiles
{
    // Protobuf's own limit for messages within messages.
    private const int MaxDepth = 100;

    private enum Message { Other, Model, Graph, Function, Node, Attribute, Sparse, Tensor, Entry }

    /// <summary>Their places as the file writes them, in ordinal order; none for what is no ONNX file, which is the runtime's to refuse.</summary>
    public static SortedSet<string> Of(Stream file)
    {
        var places = new SortedSet<string>(StringComparer.Ordinal);
        var reader = new ProtobufReader(file);
        try
        {
            while (reader.Next()) Enter(reader, Message.Model, places, 0);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException)
        {
            places.Clear();
        }
        return places;
    }

    /// <summary>Where such a file lies.</summary>
    public static string Path(ModelSource source, string place) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(source.Path) ?? "", place);

    /// <summary>Says which of them the runtime cannot find; null where all are there.</summary>
    public static string? Missing(ModelSource source, Stream content)
    {
        SortedSet<string> places = Of(content);
        if (places.Count > 0 && source.Path is null) return $"weights of the model lie in another file, '{places.Min}', which bytes in memory do not bring; load the model by its path";
        return places.FirstOrDefault(place => !File.Exists(Path(source, place))) is { } missing
            ? $"the file '{Path(source, missing)}', which holds weights of the model, does not exist; deploy it beside the model"
            : null;
    }

    private static void Enter(ProtobufReader reader, Message message, SortedSet<string> places, int depth)
    {
        Message content = Content(message, reader.Field);
        if (content == Message.Other) reader.Skip();
        else if (depth == MaxDepth) throw new InvalidDataException($"messages nest deeper than {MaxDepth}");
        else if (content == Message.Entry) ReadEntry(reader, places);
        else for (long end = reader.Open(); reader.Next(end);) Enter(reader, content, places, depth + 1);
    }

    private static Message Content(Message message, int field) => (message, field) switch
    {
        (Message.Model, 7) or (Message.Attribute, 6 or 11) => Message.Graph,
        (Message.Model, 25) => Message.Function,
        (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
        (Message.Node, 5) or (Message.Function, 11) => Message.Attribute,
        (Message.Graph, 15) or (Message.Attribute, 22 or 23) => Message.Sparse,
        (Message.Graph, 5) or (Message.Attribute, 5 or 10) or (Message.Sparse, 1 or 2) => Message.Tensor,
        (Message.Tensor, 13) => Message.Entry,
        _ => Message.Other,
    };

    private static void ReadEntry(ProtobufReader reader, SortedSet<string> places)
    {
        string key = "", value = "";
        for (long end = reader.Open(); reader.Next(end);)
        {
            if (reader.Field == 1) key = reader.Text();
            else if (reader.Field == 2) value = reader.Text();
            else reader.Skip();
        }
        if (key == "location") places.Add(value);
    }
}
