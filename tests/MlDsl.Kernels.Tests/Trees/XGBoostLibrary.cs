using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>The few calls of XGBoost's C API (Debian's <c>libxgboost0</c>) that make it an oracle: train, save, load, predict.</summary>
internal sealed unsafe partial class XGBoostLibrary : IDisposable
{
    public const string Library = "libxgboost.so.0";
    private nint booster;

    private XGBoostLibrary(nint booster) => this.booster = booster;

    /// <summary>Loads a model file.</summary>
    public static XGBoostLibrary Load(string path)
    {
        Check(XGBoosterCreate(null, 0, out nint booster));
        var library = new XGBoostLibrary(booster);
        library.Set("nthread", "1");
        Check(XGBoosterLoadModel(booster, path));
        return library;
    }

    /// <summary>Trains for some rounds; the types of the features are "q" (a quantity) or "c" (a category).</summary>
    public static XGBoostLibrary Train(float[] rows, float[] labels, int rounds, string[]? types, params (string Name, string Value)[] parameters) =>
        Train(rows, labels, [], [], rounds, types, parameters);

    /// <summary>The same with a weight for each row, or for each query, and the lengths of the queries; none where they are empty.</summary>
    public static XGBoostLibrary Train(float[] rows, float[] labels, float[] weights, int[] queries, int rounds, string[]? types, params (string Name, string Value)[] parameters)
    {
        nint data = Matrix(rows, rows.Length / labels.Length);
        fixed (float* values = labels) Check(XGDMatrixSetFloatInfo(data, "label", values, (ulong)labels.Length));
        if (queries.Length > 0)
            fixed (int* values = queries) Check(XGDMatrixSetUIntInfo(data, "group", (uint*)values, (ulong)queries.Length));
        if (weights.Length > 0)
            fixed (float* values = weights) Check(XGDMatrixSetFloatInfo(data, "weight", values, (ulong)weights.Length));
        if (types is not null) Check(XGDMatrixSetStrFeatureInfo(data, "feature_type", types, (ulong)types.Length));
        Check(XGBoosterCreate(&data, 1, out nint booster));
        var library = new XGBoostLibrary(booster);
        library.Set("nthread", "1");
        foreach ((string name, string value) in parameters) library.Set(name, value);
        for (int i = 0; i < rounds; i++) Check(XGBoosterUpdateOneIter(booster, i, data));
        Check(XGDMatrixFree(data));
        return library;
    }

    /// <summary>Writes an attribute into the model, as early stopping does.</summary>
    public void Mark(string name, string value) => Check(XGBoosterSetAttr(booster, name, value));

    /// <summary>The model's file, "json" or "ubj".</summary>
    public byte[] Save(string format)
    {
        Check(XGBoosterSaveModelToBuffer(booster, $$"""{"format": "{{format}}"}""", out ulong length, out byte* bytes));
        return new ReadOnlySpan<byte>(bytes, (int)length).ToArray();
    }

    /// <summary>Predictions, one row after another.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="features">The features of a row.</param>
    /// <param name="types">Their types, where some are categories.</param>
    /// <param name="margin">Whether the sums before the objective's transform are wanted.</param>
    /// <param name="end">The iterations that take part; 0 for all.</param>
    public float[] Predict(float[] rows, int features, string[]? types = null, bool margin = false, int end = 0)
    {
        nint data = Matrix(rows, features);
        if (types is not null) Check(XGDMatrixSetStrFeatureInfo(data, "feature_type", types, (ulong)types.Length));
        string config = $$"""{"type": {{(margin ? 1 : 0)}}, "training": false, "iteration_begin": 0, "iteration_end": {{end}}, "strict_shape": true}""";
        Check(XGBoosterPredictFromDMatrix(booster, data, config, out ulong* shape, out ulong dimensions, out float* result));
        ulong length = 1;
        for (ulong i = 0; i < dimensions; i++) length *= shape[i];
        float[] scores = new ReadOnlySpan<float>(result, (int)length).ToArray();
        Check(XGDMatrixFree(data));
        return scores;
    }

    /// <summary>What each feature contributes to each margin, and what is expected without them behind those of a margin; one row after another.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="features">The features of a row.</param>
    /// <param name="types">Their types, where some are categories.</param>
    public float[] Contributions(float[] rows, int features, string[]? types = null)
    {
        nint data = Matrix(rows, features);
        if (types is not null) Check(XGDMatrixSetStrFeatureInfo(data, "feature_type", types, (ulong)types.Length));
        Check(XGBoosterPredictFromDMatrix(booster, data, """{"type": 2, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": true}""", out ulong* shape, out ulong dimensions, out float* result));
        ulong length = 1;
        for (ulong i = 0; i < dimensions; i++) length *= shape[i];
        float[] contributions = new ReadOnlySpan<float>(result, (int)length).ToArray();
        Check(XGDMatrixFree(data));
        return contributions;
    }

    /// <summary>The sums before the objective's transform of rows that may be infinite, one row after another: no matrix is made, which would refuse them.</summary>
    public float[] Margins(float[] rows, int features)
    {
        fixed (float* first = rows)
        fixed (byte* description = Describe(first, rows.Length / features, features), config = """{"type": 1, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": true, "missing": NaN, "cache_id": 0}"""u8)
        {
            Check(XGBoosterPredictFromDense(booster, description, config, 0, out ulong* shape, out ulong dimensions, out float* result));
            ulong length = 1;
            for (ulong i = 0; i < dimensions; i++) length *= shape[i];
            return new ReadOnlySpan<float>(result, (int)length).ToArray();
        }
    }

    /// <summary>A row's description for <see cref="PredictDense"/>.</summary>
    public static byte[] Describe(float* row, int rows, int features) => System.Text.Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"data": [{{(nint)row}}, true], "shape": [{{rows}}, {{features}}], "typestr": "<f4", "version": 3}""") + "\0");

    /// <summary>Predicts in place, as a service would: no matrix is made.</summary>
    public float PredictDense(byte[] description, byte[] config)
    {
        fixed (byte* values = description, settings = config)
        {
            Check(XGBoosterPredictFromDense(booster, values, settings, 0, out _, out _, out float* result));
            return *result;
        }
    }

    public void Dispose()
    {
        if (booster != 0) Check(XGBoosterFree(booster));
        booster = 0;
    }

    private void Set(string name, string value) => Check(XGBoosterSetParam(booster, name, value));

    private static nint Matrix(float[] rows, int features)
    {
        fixed (float* values = rows)
        {
            Check(XGDMatrixCreateFromMat(values, (ulong)(rows.Length / features), (ulong)features, float.NaN, out nint data));
            return data;
        }
    }

    private static void Check(int status)
    {
        if (status != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(XGBGetLastError()));
    }

    [LibraryImport(Library)]
    private static partial nint XGBGetLastError();

    [LibraryImport(Library)]
    private static partial int XGDMatrixCreateFromMat(float* data, ulong rows, ulong columns, float missing, out nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGDMatrixSetFloatInfo(nint handle, string field, float* values, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGDMatrixSetUIntInfo(nint handle, string field, uint* values, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGDMatrixSetStrFeatureInfo(nint handle, string field, string[] features, ulong length);

    [LibraryImport(Library)]
    private static partial int XGDMatrixFree(nint handle);

    [LibraryImport(Library)]
    private static partial int XGBoosterCreate(nint* data, ulong length, out nint booster);

    [LibraryImport(Library)]
    private static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterSetParam(nint booster, string name, string value);

    [LibraryImport(Library)]
    private static partial int XGBoosterUpdateOneIter(nint booster, int iteration, nint data);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterSetAttr(nint booster, string name, string value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterLoadModel(nint booster, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterSaveModelToBuffer(nint booster, string config, out ulong length, out byte* bytes);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int XGBoosterPredictFromDMatrix(nint booster, nint data, string config, out ulong* shape, out ulong dimensions, out float* result);

    [LibraryImport(Library)]
    private static partial int XGBoosterPredictFromDense(nint booster, byte* values, byte* config, nint matrix, out ulong* shape, out ulong dimensions, out float* result);
}
