using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Boosting;

/// <summary>
/// The functions of XGBoost's C API that training needs, which 1.7 to 3.4 declare alike. Each gives 0, or another number and a message of the
/// calling thread.
/// </summary>
internal sealed unsafe class XGBoostApi
{
    private static readonly string[] Names =
    [
        "XGBGetLastError", "XGBRegisterLogCallback", "XGDMatrixCreateFromCSR", "XGDMatrixSetInfoFromInterface", "XGDMatrixSetStrFeatureInfo", "XGDMatrixFree",
        "XGBoosterCreate", "XGBoosterSetParam", "XGBoosterUpdateOneIter", "XGBoosterEvalOneIter", "XGBoosterPredictFromDMatrix", "XGBoosterSetAttr",
        "XGBoosterSaveModelToBuffer", "XGBoosterFree",
    ];

    private readonly delegate* unmanaged<byte*> getLastError;

    public XGBoostApi(nint library)
    {
        nint Of(string name) => NativeLibrary.GetExport(library, name);
        getLastError = (delegate* unmanaged<byte*>)Of(Names[0]);
        RegisterLogCallback = (delegate* unmanaged<delegate* unmanaged<byte*, void>, int>)Of(Names[1]);
        MatrixCreateFromCsr = (delegate* unmanaged<byte*, byte*, byte*, ulong, byte*, nint*, int>)Of(Names[2]);
        MatrixSetInfo = (delegate* unmanaged<nint, byte*, byte*, int>)Of(Names[3]);
        MatrixSetFeatureInfo = (delegate* unmanaged<nint, byte*, byte**, ulong, int>)Of(Names[4]);
        MatrixFree = (delegate* unmanaged<nint, int>)Of(Names[5]);
        BoosterCreate = (delegate* unmanaged<nint*, ulong, nint*, int>)Of(Names[6]);
        BoosterSetParam = (delegate* unmanaged<nint, byte*, byte*, int>)Of(Names[7]);
        BoosterUpdateOneIter = (delegate* unmanaged<nint, int, nint, int>)Of(Names[8]);
        BoosterEvalOneIter = (delegate* unmanaged<nint, int, nint*, byte**, ulong, byte**, int>)Of(Names[9]);
        BoosterPredict = (delegate* unmanaged<nint, nint, byte*, ulong**, ulong*, float**, int>)Of(Names[10]);
        BoosterSetAttr = (delegate* unmanaged<nint, byte*, byte*, int>)Of(Names[11]);
        BoosterSaveModel = (delegate* unmanaged<nint, byte*, ulong*, byte**, int>)Of(Names[12]);
        BoosterFree = (delegate* unmanaged<nint, int>)Of(Names[13]);
    }

    /// <summary>Callback; called with each line of the log, on the thread that registered it.</summary>
    public delegate* unmanaged<delegate* unmanaged<byte*, void>, int> RegisterLogCallback { get; }

    /// <summary>Row starts, columns and values, each an array interface; columns of a row, options as JSON, result. The values are copied.</summary>
    public delegate* unmanaged<byte*, byte*, byte*, ulong, byte*, nint*, int> MatrixCreateFromCsr { get; }

    /// <summary>Matrix, field, values as an array interface.</summary>
    public delegate* unmanaged<nint, byte*, byte*, int> MatrixSetInfo { get; }

    /// <summary>Matrix, field, a text for each column, how many.</summary>
    public delegate* unmanaged<nint, byte*, byte**, ulong, int> MatrixSetFeatureInfo { get; }

    /// <summary>Matrix.</summary>
    public delegate* unmanaged<nint, int> MatrixFree { get; }

    /// <summary>Matrices whose predictions are kept, how many, result.</summary>
    public delegate* unmanaged<nint*, ulong, nint*, int> BoosterCreate { get; }

    /// <summary>Booster, name, value.</summary>
    public delegate* unmanaged<nint, byte*, byte*, int> BoosterSetParam { get; }

    /// <summary>Booster, number of the iteration, training rows.</summary>
    public delegate* unmanaged<nint, int, nint, int> BoosterUpdateOneIter { get; }

    /// <summary>Booster, number of the iteration, matrices, their names, how many, the metrics as a text.</summary>
    public delegate* unmanaged<nint, int, nint*, byte**, ulong, byte**, int> BoosterEvalOneIter { get; }

    /// <summary>Booster, matrix, options as JSON, shape, dimensions, predictions, which the library owns until the next call.</summary>
    public delegate* unmanaged<nint, nint, byte*, ulong**, ulong*, float**, int> BoosterPredict { get; }

    /// <summary>Booster, name, value.</summary>
    public delegate* unmanaged<nint, byte*, byte*, int> BoosterSetAttr { get; }

    /// <summary>Booster, options as JSON, length, bytes, which the library owns until the next call.</summary>
    public delegate* unmanaged<nint, byte*, ulong*, byte**, int> BoosterSaveModel { get; }

    /// <summary>Booster.</summary>
    public delegate* unmanaged<nint, int> BoosterFree { get; }

    /// <summary>The version that the library says it is; null where it does not say.</summary>
    public static Version? VersionOf(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "XGBoostVersion", out nint function)) return null;
        int major, minor, patch;
        ((delegate* unmanaged<int*, int*, int*, void>)function)(&major, &minor, &patch);
        return new Version(Math.Max(major, 0), Math.Max(minor, 0), Math.Max(patch, 0));
    }

    /// <summary>The first function that the library does not have; null where it has all.</summary>
    public static string? Missing(nint library) => Names.FirstOrDefault(name => !NativeLibrary.TryGetExport(library, name, out _));

    /// <summary>A text as C has it.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <exception cref="XGBoostException">The call failed.</exception>
    public void Check(int status)
    {
        if (status == 0) return;
        // The first line has the reason; what follows it are addresses of the library's own code.
        string reason = (Marshal.PtrToStringUTF8((nint)getLastError()) ?? "").Split("\nStack trace:")[0].Trim();
        throw new XGBoostException($"XGBoost reports: {reason}");
    }
}
