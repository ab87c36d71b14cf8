using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MlDsl.Kernels;

namespace MlDsl.Benchmarks.Trees;

/// <summary>The trees as nested ifs in C, a function per tree, compiled by gcc -O3 into a shared library.</summary>
internal sealed unsafe class GccPeer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-trees").FullName;
    private readonly nint library;
    private readonly delegate* unmanaged<float*, float> score;

    public GccPeer(TreeEnsemble ensemble)
    {
        string source = Path.Combine(folder, "trees.c"), target = Path.Combine(folder, "trees.so");
        File.WriteAllText(source, Source(ensemble));
        using (Process gcc = Process.Start("gcc", ["-O3", "-march=native", "-fno-fast-math", "-shared", "-fPIC", "-o", target, source]))
        {
            gcc.WaitForExit();
            if (gcc.ExitCode != 0) throw new InvalidOperationException("gcc could not compile the trees; see its output above");
        }
        library = NativeLibrary.Load(target);
        score = (delegate* unmanaged<float*, float>)NativeLibrary.GetExport(library, "score");
    }

    public float Score(ReadOnlySpan<float> row)
    {
        fixed (float* values = row) return score(values);
    }

    public void Dispose()
    {
        NativeLibrary.Free(library);
        Directory.Delete(folder, recursive: true);
    }

    private static string Source(TreeEnsemble ensemble)
    {
        var text = new StringBuilder();
        for (int i = 0; i < ensemble.Trees.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"static float tree{i}(const float *x) {{\n");
            Write(text, ensemble.Trees[i], 0);
            text.Append("}\n");
        }
        text.Append("float score(const float *x) {\n  float s = 0;\n");
        for (int i = 0; i < ensemble.Trees.Count; i++) text.Append(CultureInfo.InvariantCulture, $"  s += tree{i}(x);\n");
        return text.Append("  return s;\n}\n").ToString();
    }

    private static void Write(StringBuilder text, Tree tree, int place)
    {
        TreeNode node = tree.Nodes[place];
        if (node.IsLeaf)
        {
            text.Append(CultureInfo.InvariantCulture, $"return {tree.Weights[node.FirstWeight].Value:E8}f;\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"if (x[{node.Feature}] < {node.Threshold:E8}f) {{\n");
        Write(text, tree, node.WhenTrue);
        text.Append("} else {\n");
        Write(text, tree, node.WhenFalse);
        text.Append("}\n");
    }
}
