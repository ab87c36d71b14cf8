using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// The native half of a call. Where every output is predicted and the graph runs on the processor, inputs and outputs are bound once
/// (the runtime's cheapest call); else the values are handed over in each run, which also lets other providers copy them.
/// </summary>
internal sealed unsafe class NativeCall : IDisposable
{
    private readonly SessionHandle session;
    private readonly SessionFacts plan;
    private readonly InputSlot[] inputs;
    private readonly OutputSlot[] outputs;
    private readonly delegate* unmanaged<nint, nint, nint, nint> runWithBinding;
    private readonly nint* values;
    private nint binding;
    private nint options;
    private bool isBound;
    private bool isStale = true;

    public NativeCall(SessionHandle session, SessionFacts plan, InputSlot[] inputs, OutputSlot[] outputs)
    {
        this.session = session;
        this.plan = plan;
        this.inputs = inputs;
        this.outputs = outputs;
        runWithBinding = session.Api.RunWithBinding;
        values = (nint*)NativeMemory.AllocZeroed((nuint)((2 * inputs.Length) + outputs.Length + 1), (nuint)sizeof(nint));
    }

    /// <summary>Run options of this call alone, so that it can be terminated alone.</summary>
    public nint Options
    {
        get
        {
            if (options == 0)
            {
                nint created;
                session.Api.Check(session.Api.CreateRunOptions(&created), plan.Name);
                options = created;
            }
            return options;
        }
    }

    /// <summary>Whether the last run made values of its own.</summary>
    public bool HasMadeValues { get; private set; }

    /// <summary>Whether a failed run was tried again without predictions since the values were bound.</summary>
    public bool HasRecovered { get; private set; }

    /// <summary>Says that a native value is another one now.</summary>
    public void Rebind() => isStale = true;

    /// <summary>Runs; the status is the caller's to free.</summary>
    public nint Run(nint runOptions)
    {
        if (isStale) Bind();
        return isBound ? runWithBinding(session.Pointer, runOptions, binding) : RunValues(runOptions);
    }

    /// <summary>
    /// A run failed. It may have failed only because the file declares another shape than the graph gives, so it is run again with
    /// outputs that the runtime makes; which outputs differ is remembered for the session.
    /// </summary>
    /// <exception cref="OnnxRuntimeException">It fails again, or no output was predicted.</exception>
    public void Recover(nint status, nint runOptions)
    {
        OrtApi api = session.Api;
        if (!outputs.Any(output => output.IsPredicted)) throw api.Error(status, plan.Name);
        long[]?[] predictions = Array.ConvertAll(outputs, static output => output.IsPredicted ? output.Shape.ToArray() : null);
        foreach (OutputSlot output in outputs) output.StopPredicting();
        isBound = false;
        HasRecovered = true;
        nint second = RunValues(runOptions);
        if (second != 0)
        {
            api.ReleaseStatus(second);
            throw api.Error(status, plan.Name);
        }
        api.ReleaseStatus(status);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (predictions[i] is not { } predicted) continue;
            outputs[i].Read();
            if (outputs[i].Element != outputs[i].Info.ElementType || !outputs[i].Shape.SequenceEqual(predicted)) plan.SetUnpredictable(i);
        }
    }

    /// <summary>Frees what the last run made.</summary>
    public void ReleaseMadeValues()
    {
        foreach (OutputSlot output in outputs) output.EndCall();
        HasMadeValues = false;
    }

    public void Terminate() => session.Api.Check(session.Api.RunOptionsSetTerminate(options), plan.Name);

    public void Unterminate() => session.Api.Check(session.Api.RunOptionsUnsetTerminate(options), plan.Name);

    public void Dispose()
    {
        if (binding != 0) session.Api.ReleaseIoBinding(binding);
        if (options != 0) session.Api.ReleaseRunOptions(options);
        NativeMemory.Free(values);
        binding = 0;
        options = 0;
    }

    private void Bind()
    {
        OrtApi api = session.Api;
        isBound = CanBind();
        if (isBound)
        {
            if (binding == 0)
            {
                nint created;
                api.Check(api.CreateIoBinding(session.Pointer, &created), plan.Name);
                binding = created;
            }
            for (int i = 0; i < inputs.Length; i++)
                api.Check(api.BindInput(binding, (byte*)session.InputNames[i], inputs[i].Value), plan.Name);
            for (int i = 0; i < outputs.Length; i++)
                api.Check(api.BindOutput(binding, (byte*)session.OutputNames[i], outputs[i].Value), plan.Name);
        }
        isStale = false;
        HasRecovered = false;
    }

    private bool CanBind()
    {
        if (plan.Provider != "CPUExecutionProvider") return false;
        foreach (InputSlot input in inputs)
            if (input.Value == 0) return false;
        foreach (OutputSlot output in outputs)
            if (!output.IsPredicted) return false;
        return true;
    }

    private nint RunValues(nint runOptions)
    {
        nint* made = values + inputs.Length;
        nint* names = made + outputs.Length;
        nuint given = 0;
        HasMadeValues = true;
        for (int i = 0; i < inputs.Length; i++)
        {
            // An absent optional is not handed over at all.
            if (inputs[i].Value == 0) continue;
            names[given] = session.InputNames[i];
            values[given++] = inputs[i].Value;
        }
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i].EndCall();
            made[i] = outputs[i].Value;
        }
        nint status = session.Api.Run(
            session.Pointer, runOptions, names, values, given, session.OutputNames, (nuint)outputs.Length, made);
        for (int i = 0; i < outputs.Length; i++)
            if (!outputs[i].IsPredicted) outputs[i].Take(made[i]);
        return status;
    }
}
