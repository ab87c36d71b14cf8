using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.Boosting;

/// <summary>Rows as the library holds them.</summary>
internal sealed unsafe class DataMatrix : IDisposable
{
    private readonly XGBoostApi api;
    private readonly int rows;

    /// <summary>Copies rows into the library.</summary>
    /// <param name="api">The library.</param>
    /// <param name="matrix">The rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="types">The library's type of each column; empty where all are numbers.</param>
    /// <param name="threads">The threads that copy.</param>
    /// <exception cref="XGBoostException">The library reported an error.</exception>
    public DataMatrix(XGBoostApi api, SparseMatrix matrix, int columns, string[] types, int threads)
    {
        this.api = api;
        rows = matrix.Rows;
        int count = (int)matrix.Starts[^1];
        // An array without any value has no address, and the library asks for one.
        float[] values = matrix.Values.Length == 0 ? [0] : matrix.Values;
        int[] places = matrix.Columns.Length == 0 ? [0] : matrix.Columns;
        nint made;
        fixed (long* start = matrix.Starts)
        fixed (int* column = places)
        fixed (float* value = values)
        fixed (byte* starts = Array(start, "<i8", rows + 1), indexes = Array(column, "<i4", count), numbers = Array(value, "<f4", count))
        fixed (byte* config = XGBoostApi.Text(string.Create(CultureInfo.InvariantCulture, $$"""{"missing": NaN, "nthread": {{threads}}}""")))
            api.Check(api.MatrixCreateFromCsr(starts, indexes, numbers, (ulong)columns, config, &made));
        Handle = made;
        try
        {
            if (types.Length > 0) SetTypes(types);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public nint Handle { get; private set; }

    /// <summary>Sets numbers: <c>label</c>, <c>weight</c>, or <c>base_margin</c>, which has several of a row, one after another.</summary>
    public void Set(string field, float[] values)
    {
        fixed (float* first = values) Set(field, first, "<f4", values.Length);
    }

    /// <summary>Sets the query of each row, <c>qid</c>, ascending.</summary>
    public void Set(string field, int[] values)
    {
        fixed (int* first = values) Set(field, first, "<i4", values.Length);
    }

    public void Dispose()
    {
        if (Handle != 0) api.Check(api.MatrixFree(Handle));
        Handle = 0;
    }

    private void Set(string field, void* first, string type, int length)
    {
        byte[] interfaced = length > rows && length % rows == 0 ? Array(first, type, rows, length / rows) : Array(first, type, length);
        fixed (byte* name = XGBoostApi.Text(field), values = interfaced) api.Check(api.MatrixSetInfo(Handle, name, values));
    }

    private void SetTypes(string[] types)
    {
        nint[] texts = [.. types.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            fixed (byte* name = XGBoostApi.Text("feature_type"))
            fixed (nint* first = texts) api.Check(api.MatrixSetFeatureInfo(Handle, name, (byte**)first, (ulong)texts.Length));
        }
        finally
        {
            foreach (nint text in texts) Marshal.FreeCoTaskMem(text);
        }
    }

    // NumPy's array interface, version 3, as JSON.
    private static byte[] Array(void* first, string type, params int[] shape) => XGBoostApi.Text(string.Create(
        CultureInfo.InvariantCulture, $$"""{"data": [{{(nint)first}}, true], "shape": [{{string.Join(", ", shape)}}], "typestr": "{{type}}", "version": 3}"""));
}
