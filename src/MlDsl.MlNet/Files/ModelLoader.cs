using System.Reflection;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Onnx;

namespace MlDsl.MlNet;

/// <summary>From the bytes of a model file to ML.NET's own model, after the checks that need no ML.NET.</summary>
internal static class ModelLoader
{
    /// <exception cref="MlNetModelException">The file is refused, by us or by ML.NET, or its columns are not those of the class.</exception>
    public static (ITransformer Model, IRowToRowMapper Mapper) Load(string name, byte[] file, OnnxSignature signature, string? sha256, Assembly[] mappings)
    {
        if (sha256 is not null && Convert.ToHexString(SHA256.HashData(file)) is var actual && !actual.Equals(sha256, StringComparison.OrdinalIgnoreCase))
            throw new MlNetModelException($"{name}: its SHA-256 is {actual}, pinned is {sha256.ToUpperInvariant()}; deploy the pinned file, or pin this one");
        if (NamedAssemblies.Refusal(file, [.. mappings.Select(static assembly => assembly.GetName().Name!)]) is { } refusal)
            throw new MlNetModelException($"{name}: it is not given to ML.NET: {refusal}");
        var context = new MLContext();
        if (NamedAssemblies.HasMapping(file))
            foreach (Assembly assembly in mappings) context.ComponentCatalog.RegisterAssembly(assembly);
        ITransformer model;
        DataViewSchema? schema;
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            model = context.Model.Load(stream, out schema);
        }
        catch (Exception e)
        {
            // Out of memory as well: its loader believes the lengths that a file tells.
            throw new MlNetModelException($"{name}: ML.NET does not load it: {Reason(e)}", e);
        }
        try
        {
            return (model, Mapper(name, model, schema ?? Made(name, signature), signature));
        }
        catch
        {
            (model as IDisposable)?.Dispose();
            throw;
        }
    }

    private static IRowToRowMapper Mapper(string name, ITransformer model, DataViewSchema schema, OnnxSignature signature)
    {
        if (!model.IsRowToRowMapper) throw new MlNetModelException($"{name}: one of its steps does not give a row for each row; such a model predicts no single row");
        IRowToRowMapper mapper;
        try
        {
            mapper = model.GetRowToRowMapper(schema);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new MlNetModelException($"{name}: ML.NET cannot run it on the columns that it was saved with: {Reason(e)}", e);
        }
        foreach (OnnxValueInfo input in signature.Inputs) Check(name, "takes", input, mapper.InputSchema);
        foreach (OnnxValueInfo output in signature.Outputs) Check(name, "makes", output, mapper.OutputSchema);
        return mapper;
    }

    private static void Check(string name, string role, OnnxValueInfo wanted, DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(wanted.Name) is not { } column) throw new MlNetModelException($"{name}: it {role} no column '{wanted.Name}', which the class was compiled against; build the project with this file");
        var vector = column.Type as VectorDataViewType;
        long items = wanted.Shape is [_, var second] ? second.Size : 1;
        if ((vector?.ItemType ?? column.Type).RawType != ColumnElement.Raw(wanted.ElementType) || (vector is { Size: > 0 } ? vector.Size : vector is null ? 1 : items) != items)
            throw new MlNetModelException($"{name}: it {role} the column '{wanted.Name}' as a {column.Type}, and the class was compiled against {wanted}; build the project with this file");
    }

    // A file that was saved without its schema takes what the class gives.
    private static DataViewSchema Made(string name, OnnxSignature signature)
    {
        var builder = new DataViewSchema.Builder();
        foreach (OnnxValueInfo input in signature.Inputs)
        {
            PrimitiveDataViewType item = ColumnElement.Type(input.ElementType) ?? throw new MlNetModelException($"{name}: ML.NET has no columns of {input}");
            int items = input.Shape is [_, var second] ? (int)second.Size : 1;
            builder.AddColumn(input.Name, items == 1 ? item : new VectorDataViewType(item, items));
        }
        return builder.ToSchema();
    }

    // What went wrong within what ML.NET calls by reflection; of an assembly that is absent, the way out.
    private static string Reason(Exception error)
    {
        while (error is TargetInvocationException { InnerException: { } inner }) error = inner;
        for (Exception? e = error; e is not null; e = e.InnerException)
            if (e is FileNotFoundException { FileName: { Length: > 0 } file }) return $"{file.Split(',')[0]} is absent; reference the package that has it";
        return error.Message.ReplaceLineEndings(" ");
    }
}
