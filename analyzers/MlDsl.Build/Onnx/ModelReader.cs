using MlDsl.Build.Text;

namespace MlDsl.Build.Onnx;

/// <summary>Reads ModelProto and checks what neither a manifest nor a plan can do without.</summary>
internal static class ModelReader
{
    /// <param name="stream">The file, which can be sought in.</param>
    /// <param name="keepsContent">Whether the numbers of weights and long lists are taken, and not only their places.</param>
    /// <exception cref="InvalidDataException">The stream is not an ONNX model; the message says why.</exception>
    public static Model Read(Stream stream, bool keepsContent = false)
    {
        if (stream.Length == 0) throw new InvalidDataException("the file is empty");
        var reader = new WireReader(stream) { KeepsContent = keepsContent };
        var model = new Model();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: model.IrVersion = reader.Int64(); break;
                case 2: model.Producer = reader.Text(); break;
                case 3: model.ProducerVersion = reader.Text(); break;
                case 7: model.Graph = GraphReader.Read(reader); break;
                case 8: model.OperatorSets.Add(ReadOperatorSet(reader)); break;
                case 14: model.Metadata.Add(TensorReader.ReadEntry(reader)); break;
                case 25: model.Functions.Add(reader.WithoutContent(ReadFunction)); break;
                default: reader.Skip(); break;
            }
        }
        model.OtherFiles = reader.OtherFiles;
        Check(model);
        return model;
    }

    private static void Check(Model model)
    {
        if (model.Graph is null) throw new InvalidDataException("it holds no graph");
        if (model.OperatorSets.Count == 0) throw new InvalidDataException("it names no operator set");
        foreach (var (domain, version) in model.OperatorSets)
            if (version < 1) throw new InvalidDataException($"the operator set {Quoted.Text(domain)} has version {version}");
        if (model.Graph.Outputs.Count == 0) throw new InvalidDataException("its graph has no outputs");
        CheckNames(model.Graph.Inputs, "input");
        if (model.Graph.Outputs.Any(static output => output.Name.Length == 0)) throw new InvalidDataException("an output of its graph has no name");
    }

    private static void CheckNames(List<Value> values, string kind)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Value value in values)
        {
            if (value.Name.Length == 0) throw new InvalidDataException($"an {kind} of its graph has no name");
            if (!seen.Add(value.Name)) throw new InvalidDataException($"two {kind}s of its graph are called {Quoted.Text(value.Name)}");
        }
    }

    private static (string Domain, long Version) ReadOperatorSet(WireReader reader)
    {
        string domain = "";
        long version = 0;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return (domain, version);
    }

    private static Function ReadFunction(WireReader reader)
    {
        var function = new Function();
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: function.Name = reader.Text(); break;
                case 4: function.Inputs.Add(reader.Text()); break;
                case 5: function.Outputs.Add(reader.Text()); break;
                case 6: function.Attributes.Add(reader.Text()); break;
                case 7: function.Nodes.Add(GraphReader.ReadNode(reader)); break;
                case 10: function.Domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return function;
    }
}
