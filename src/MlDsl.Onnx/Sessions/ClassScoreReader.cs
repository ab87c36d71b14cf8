using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// Reads maps from classes to scores. The runtime keeps a map's keys in order, so a class is nearly always found where the last row had
/// it; nothing managed is allocated.
/// </summary>
internal sealed unsafe class ClassScoreReader(OrtApi api) : IDisposable
{
    private readonly OrtApi api = api;
    private readonly TextReader keys = new(api);
    private string model = "";
    private OutputSlot? output;
    private OnnxKind kind;
    private int[] places = [];

    public int Rows { get; private set; }

    /// <summary>Takes an output of the run that has just ended.</summary>
    public void Open(string name, OutputSlot slot)
    {
        model = name;
        output = slot;
        if (slot.IsPredicted || !slot.HasValue()) throw Unexpected("is no map");
        int type;
        api.Check(api.GetValueType(slot.Value, &type), name);
        kind = (OnnxKind)type;
        if (kind == OnnxKind.Map)
        {
            Rows = 1;
            return;
        }
        if (kind != OnnxKind.Sequence) throw Unexpected($"is a {kind}, not a sequence of maps");
        nuint count;
        api.Check(api.GetValueCount(slot.Value, &count), name);
        Rows = checked((int)count);
    }

    /// <summary>The scores of one row, by the names of the classes.</summary>
    public void CopyRow(int row, ReadOnlySpan<string> classes, Span<float> scores)
    {
        var map = new Map(this, row, OnnxElementType.String);
        try
        {
            CheckCount(row, map.Count, classes.Length);
            keys.Read(map.Keys, map.Count);
            for (int i = 0; i < map.Count; i++)
            {
                ReadOnlySpan<byte> key = keys.Utf8(i);
                int place = places[i];
                if ((uint)place >= (uint)classes.Length || !TextReader.SameText(key, classes[place])) place = Find(key, classes, row);
                places[i] = place;
                scores[place] = map.Scores[i];
            }
        }
        finally
        {
            map.Release();
        }
    }

    /// <summary>The scores of one row, by the numbers of the classes.</summary>
    public void CopyRow(int row, ReadOnlySpan<long> classes, Span<float> scores)
    {
        var map = new Map(this, row, OnnxElementType.Int64);
        try
        {
            CheckCount(row, map.Count, classes.Length);
            void* data;
            api.Check(api.GetTensorMutableData(map.Keys, &data), model);
            var numbers = new ReadOnlySpan<long>(data, map.Count);
            for (int i = 0; i < numbers.Length; i++)
            {
                int place = places[i];
                if ((uint)place >= (uint)classes.Length || numbers[i] != classes[place]) place = classes.IndexOf(numbers[i]);
                if (place < 0) throw Unexpected($"scores the class {numbers[i]} in row {row}, which was not asked for");
                places[i] = place;
                scores[place] = map.Scores[i];
            }
        }
        finally
        {
            map.Release();
        }
    }

    public void Dispose() => keys.Dispose();

    private int Find(ReadOnlySpan<byte> key, ReadOnlySpan<string> classes, int row)
    {
        for (int i = 0; i < classes.Length; i++)
            if (TextReader.SameText(key, classes[i]) || System.Text.Encoding.UTF8.GetString(key) == classes[i]) return i;
        throw Unexpected($"scores the class '{System.Text.Encoding.UTF8.GetString(key)}' in row {row}, which was not asked for");
    }

    private void CheckCount(int row, int found, int asked)
    {
        if (found != asked) throw Unexpected($"scores {found} classes in row {row}; {asked} were asked for");
        if (places.Length < found) Array.Resize(ref places, found);
    }

    private OnnxRuntimeException Unexpected(string text) =>
        new(OnnxErrorCode.UnexpectedResult, model, $"the output '{output?.Info}' {text}");

    /// <summary>One row's map, taken apart.</summary>
    private ref struct Map
    {
        private readonly OrtApi api;
        private nint row;
        private nint values;

        public Map(ClassScoreReader reader, int index, OnnxElementType key)
        {
            api = reader.api;
            nint map = reader.output!.Value;
            nint part;
            if (reader.kind == OnnxKind.Sequence)
            {
                api.Check(api.GetValue(map, index, api.DefaultAllocator, &part), reader.model);
                map = row = part;
            }
            try
            {
                int type;
                api.Check(api.GetValueType(map, &type), reader.model);
                if ((OnnxKind)type != OnnxKind.Map) throw reader.Unexpected($"holds a {(OnnxKind)type}, not a map");
                api.Check(api.GetValue(map, 0, api.DefaultAllocator, &part), reader.model);
                Keys = part;
                api.Check(api.GetValue(map, 1, api.DefaultAllocator, &part), reader.model);
                values = part;
                (OnnxElementType keyType, Count) = Describe(Keys);
                (OnnxElementType valueType, _) = Describe(values);
                if (keyType != key || valueType != OnnxElementType.Float)
                    throw reader.Unexpected(
                        $"maps {TensorElement.CSharp(keyType)} to {TensorElement.CSharp(valueType)}, "
                        + $"not {TensorElement.CSharp(key)} to float");
                void* data;
                api.Check(api.GetTensorMutableData(values, &data), reader.model);
                Scores = new ReadOnlySpan<float>(data, Count);
            }
            catch
            {
                Release();
                throw;
            }
        }

        public nint Keys { get; private set; }

        public int Count { get; }

        public ReadOnlySpan<float> Scores { get; }

        public void Release()
        {
            if (Keys != 0) api.ReleaseValue(Keys);
            if (values != 0) api.ReleaseValue(values);
            if (row != 0) api.ReleaseValue(row);
            Keys = values = row = 0;
        }

        private readonly (OnnxElementType Element, int Count) Describe(nint tensor)
        {
            nint info;
            int element;
            nuint rank;
            long length = 0;
            api.Check(api.GetTensorTypeAndShape(tensor, &info));
            api.Check(api.GetTensorElementType(info, &element));
            api.Check(api.GetDimensionsCount(info, &rank));
            if (rank == 1) api.Check(api.GetDimensions(info, &length, rank));
            api.ReleaseTensorTypeAndShapeInfo(info);
            return ((OnnxElementType)element, checked((int)length));
        }
    }
}
