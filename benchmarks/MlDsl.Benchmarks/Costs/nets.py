"""Convolution nets with made-up weights, for the verb `costs FILE…`: one picture, fixed sizes, opset 17.

usage: nets.py FOLDER      writes FOLDER/{lenet5,vgg11-cifar,resnet20-cifar,mobilenet-v1-quarter,mobilenet-v1,squeezenet}.onnx

The layers are those of the papers: LeNet-5 (LeCun 1998), VGG-11 and ResNet-20 for 32 × 32 pixels (Simonyan 2014, He 2015), MobileNet v1 of
widths 0.25 and 1 (Howard 2017), SqueezeNet 1.1 (Iandola 2016). Batch normalization is folded into the convolutions, as exporters do.
"""
import sys

import numpy
from onnx import TensorProto, helper, numpy_helper, save


class Net:
    """Layers one after another; `at` is the last value, `channels` and `size` (pixels a side) its shape."""

    def __init__(self, name, channels, size):
        self.name, self.channels, self.size = name, channels, size
        self.input = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, channels, size, size])
        self.nodes, self.weights, self.at = [], [], "image"
        self.random = numpy.random.default_rng(1)

    def node(self, kind, inputs, **attributes):
        self.at = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [self.at], **attributes))
        return self.at

    def weight(self, *shape):
        fan = numpy.prod(shape[1:]) if len(shape) > 1 else 100
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array((self.random.standard_normal(shape) * (2 / fan) ** 0.5).astype(numpy.float32), name))
        return name

    def conv(self, channels, kernel, stride=1, pad=None, group=1, relu=True, of=None, channels_of=None):
        pad, before = kernel // 2 if pad is None else pad, channels_of or self.channels
        weights = [self.weight(channels, before // group, kernel, kernel), self.weight(channels)]
        self.node("Conv", [of or self.at, *weights], kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4, group=group)
        self.size, self.channels = (self.size + 2 * pad - kernel) // stride + 1, channels
        return self.node("Relu", [self.at]) if relu else self.at

    def pool(self, kind, kernel, stride):
        self.size = (self.size - kernel) // stride + 1
        return self.node(kind, [self.at], kernel_shape=[kernel] * 2, strides=[stride] * 2)

    def dense(self, outputs, inputs, relu=True):
        self.node("Gemm", [self.at, self.weight(outputs, inputs), self.weight(outputs)], transB=1)
        return self.node("Relu", [self.at]) if relu else self.at

    def average(self):
        self.node("GlobalAveragePool", [self.at])
        return self.node("Flatten", [self.at])

    def save(self, folder):
        output = helper.make_tensor_value_info(self.at, TensorProto.FLOAT, None)
        graph = helper.make_graph(self.nodes, self.name, [self.input], [output], self.weights)
        save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), f"{folder}/{self.name}.onnx")


def lenet5():
    net = Net("lenet5", 1, 28)
    net.conv(6, 5, pad=2)
    net.pool("AveragePool", 2, 2)
    net.conv(16, 5, pad=0)
    net.pool("AveragePool", 2, 2)
    net.node("Flatten", [net.at])
    for outputs, inputs in ((120, 400), (84, 120)):
        net.dense(outputs, inputs)
    net.dense(10, 84, relu=False)
    return net


def vgg11():
    net = Net("vgg11-cifar", 3, 32)
    for channels, pools in ((64, True), (128, True), (256, False), (256, True), (512, False), (512, True), (512, False), (512, True)):
        net.conv(channels, 3)
        if pools:
            net.pool("MaxPool", 2, 2)
    net.node("Flatten", [net.at])
    net.dense(10, 512, relu=False)
    return net


def resnet20():
    net = Net("resnet20-cifar", 3, 32)
    net.conv(16, 3)
    for channels in (16, 32, 64):
        for block in range(3):
            start, before, size, stride = net.at, net.channels, net.size, 2 if channels > 16 and block == 0 else 1
            net.conv(channels, 3, stride)
            main = net.conv(channels, 3, relu=False)
            if stride == 2:
                net.size = size
                start = net.conv(channels, 1, stride, relu=False, of=start, channels_of=before)
            net.node("Add", [main, start])
            net.node("Relu", [net.at])
    net.average()
    net.dense(10, 64, relu=False)
    return net


def mobilenet(name, width):
    net = Net(name, 3, 224)
    net.conv(int(32 * width), 3, 2)
    for channels, stride in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1)):
        net.conv(net.channels, 3, stride, group=net.channels)
        net.conv(int(channels * width), 1)
    net.average()
    net.dense(1000, int(1024 * width), relu=False)
    return net


def squeezenet():
    net = Net("squeezenet", 3, 224)
    net.conv(64, 3, 2, pad=0)
    net.pool("MaxPool", 3, 2)
    for squeeze, expand, pools in ((16, 64, False), (16, 64, True), (32, 128, False), (32, 128, True), (48, 192, False), (48, 192, False), (64, 256, False), (64, 256, False)):
        narrow = net.conv(squeeze, 1)
        one = net.conv(expand, 1, of=narrow, channels_of=squeeze)
        three = net.conv(expand, 3, of=narrow, channels_of=squeeze)
        net.node("Concat", [one, three], axis=1)
        net.channels = 2 * expand
        if pools:
            net.pool("MaxPool", 3, 2)
    net.conv(1000, 1)
    net.average()
    return net


for made in (lenet5(), vgg11(), resnet20(), mobilenet("mobilenet-v1-quarter", 0.25), mobilenet("mobilenet-v1", 1), squeezenet()):
    made.save(sys.argv[1])
