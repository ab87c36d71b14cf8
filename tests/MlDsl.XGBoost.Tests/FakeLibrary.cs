using System.Diagnostics;
using System.Runtime.InteropServices;
using MlDsl.Boosting;
using MlDsl.Kernels.Tests.Trees;

namespace MlDsl.XGBoost.Tests;

/// <summary>A test that needs a C compiler.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithCompilerAttribute : FactAttribute
{
    public FactWithCompilerAttribute() => Skip = FakeLibrary.Compiler is null ? "no C compiler (cc) is here" : null;
}

/// <summary>
/// A library with XGBoost's functions and a version of one's choice, compiled by the test: it writes down what it is told, and gives a small
/// model in the form of that version. It says how versions that are not here are called, and nothing of what they would learn.
/// </summary>
internal static class FakeLibrary
{
    // No header is needed: a machine with a compiler may have none of the C library.
    private const string Source = """
        typedef unsigned long long u64;
        static char record[1 << 16]; static int used; static void (*logger)(const char*);
        static void put(const char* text) { while (*text && used < (1 << 16) - 2) record[used++] = *text++; }
        static int say(const char* name, const char* value) { put(name); put("="); put(value); put("\n"); return 0; }
        const char* mldsl_record(void) { return record; }
        void XGBoostVersion(int* a, int* b, int* c) { *a = MAJOR; *b = MINOR; *c = 0; }
        const char* XGBGetLastError(void) { return "[12:00:00] the fake refuses\nStack trace:\n  [bt] (0) 0x0"; }
        int XGBRegisterLogCallback(void (*callback)(const char*)) { logger = callback; return 0; }
        int XGDMatrixCreateFromCSR(const char* a, const char* b, const char* c, u64 n, const char* config, void** out) { *out = record; return say("config", config); }
        int XGDMatrixSetInfoFromInterface(void* h, const char* field, const char* data) { return say("info", field); }
        int XGDMatrixSetStrFeatureInfo(void* h, const char* field, const char** values, u64 n) { return say(field, values[0]); }
        int XGDMatrixFree(void* h) { return say("freed", "matrix"); }
        int XGBoosterCreate(void** matrices, u64 n, void** out) { *out = record; return 0; }
        int XGBoosterSetParam(void* h, const char* name, const char* value) { return say(name, value); }
        int XGBoosterUpdateOneIter(void* h, int round, void* m) { if (WARNS) logger("[12:00:00] WARNING: learner.cc:750: \nParameters: { \"odd\", \"other\" } might not be used.\n"); return REFUSES ? -1 : 0; }
        int XGBoosterEvalOneIter(void* h, int round, void** m, const char** names, u64 n, const char** out) { *out = "[0]\ttrain-rmse:0.25"; return 0; }
        int XGBoosterPredictFromDMatrix(void* h, void* m, const char* c, const u64** shape, u64* dimensions, const float** out) { return -1; }
        #if !LACKS
        int XGBoosterSetAttr(void* h, const char* name, const char* value) { return say(name, value); }
        #endif
        int XGBoosterSaveModelToBuffer(void* h, const char* config, u64* length, const char** out) { *out = MODEL; *length = sizeof(MODEL) - 1; return 0; }
        int XGBoosterFree(void* h) { return say("freed", "booster"); }
        """;

    /// <summary>The compiler; null where there is none.</summary>
    public static string? Compiler { get; } = OperatingSystem.IsWindows() ? null : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(static folder => Path.Combine(folder, "cc")).FirstOrDefault(File.Exists);

    /// <summary>Compiles a library.</summary>
    /// <param name="version">What it says it is.</param>
    /// <param name="baseScore">The base score of the model that it gives.</param>
    /// <param name="objective">The objective of that model.</param>
    /// <param name="flags">What it does otherwise: <c>WARNS</c> of parameters, <c>REFUSES</c> to train, <c>LACKS</c> a function.</param>
    /// <returns>The path of the library.</returns>
    public static string Compile(Version version, string baseScore = "5E-1", string objective = "reg:squarederror", params string[] flags)
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-xgboost-").FullName, source = Path.Combine(folder, "fake.c"), library = Path.Combine(folder, XGBoostFinder.FileNames[0]);
        string model = SmallXGBoost.File(attributes: """{"best_iteration": "1"}""", objective: objective, baseScore: baseScore, version: $"[{version.Major}, {version.Minor}, 0]").ReplaceLineEndings(" ");
        string literal = model.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        File.WriteAllText(source, $"#define MODEL \"{literal}\"\n{Source}\n");
        string[] defined = [.. new[] { "WARNS", "REFUSES", "LACKS" }.Select(flag => $"-D{flag}={(flags.Contains(flag) ? 1 : 0)}")];
        using Process process = Process.Start(new ProcessStartInfo(Compiler!, ["-shared", "-fPIC", "-w", $"-DMAJOR={version.Major}", $"-DMINOR={version.Minor}", .. defined, "-o", library, source]) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return library;
    }

    /// <summary>What the library was told, each <c>name=value</c>.</summary>
    public static unsafe string[] Told(string path) => Marshal.PtrToStringUTF8(
        ((delegate* unmanaged<nint>)NativeLibrary.GetExport(NativeLibrary.Load(path), "mldsl_record"))())!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
